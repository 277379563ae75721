using System.Collections.Immutable;
using System.Numerics;

namespace NeuralGen;

/// <summary>Numbers that travel with parameters under a name of their own.</summary>
internal readonly record struct NamedNumbers<T>(string Name, ReadOnlyMemory<T> Numbers);

/// <summary>What a file of parameters held, checked as a whole before any of it is used.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Others">Those of the reserved names that were asked for and are there.</param>
internal sealed record LoadedParameters<T>(ParameterVector<T> Parameters, IReadOnlyDictionary<string, T[]> Others)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A safetensors file with the parameters of a network under the names of their layout.</summary>
internal static class ParameterFile
{
    public const string InputOffset = "input.offset";
    public const string InputScale = "input.scale";
    public const string TargetOffset = "target.offset";
    public const string TargetScale = "target.scale";

    private const int MostProblems = 8;

    /// <summary>Names beside those of parameters that a file may hold: what was done to the data before the network saw it.</summary>
    private static readonly ImmutableArray<string> ReservedNames = [InputOffset, InputScale, TargetOffset, TargetScale];

    /// <summary>Writes parameters, and other numbers under reserved names behind them.</summary>
    public static void Write<T>(Stream stream, ParameterVector<T> parameters, params ReadOnlySpan<NamedNumbers<T>> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var writer = new SafetensorsWriter();
        writer.Add("", parameters);
        foreach (NamedNumbers<T> other in others)
        {
            writer.Add(other.Name, other.Numbers);
        }

        writer.WriteTo(stream);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes of the file.</param>
    /// <param name="source">What messages call it.</param>
    /// <param name="layout">The layout that its parameters must have.</param>
    /// <param name="wanted">The reserved names whose numbers are to be returned, where they are there.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or holds other tensors than the layout.</exception>
    public static LoadedParameters<T> Read<T>(Stream stream, SourceName source, ParameterLayout layout, params ReadOnlySpan<string> wanted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var reader = new SafetensorsReader(stream, source);
        Dictionary<string, SafetensorsTensor> tensors = reader.Header.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        ThrowIfOthers(reader, tensors, layout, wanted);
        Dictionary<string, byte[]> data = reader.ReadData();
        var parameters = new ParameterVector<T>(layout);
        foreach (TensorLayout tensor in layout.Tensors)
        {
            new TensorView<T>(parameters, tensor).CopyFrom(NumberBytes.Read<T>(tensors[tensor.Name], data[tensor.Name], source));
        }

        var others = new Dictionary<string, T[]>(StringComparer.Ordinal);
        foreach (string name in wanted)
        {
            if (tensors.TryGetValue(name, out SafetensorsTensor? tensor))
            {
                others.Add(name, NumberBytes.Read<T>(tensor, data[name], source));
            }
        }

        return new LoadedParameters<T>(parameters, others);
    }

    /// <summary>Throws one exception that names all tensors that do not fit, or as many as one reads.</summary>
    private static void ThrowIfOthers(
        SafetensorsReader reader, Dictionary<string, SafetensorsTensor> tensors, ParameterLayout layout, ReadOnlySpan<string> wanted)
    {
        if (reader.Header.Metadata.ContainsKey(CheckpointNames.Mark))
        {
            throw reader.Source.Unfit("is a checkpoint of a training, which holds more than parameters: training can be continued from it");
        }

        var problems = new List<string>();
        foreach (TensorLayout tensor in layout.Tensors)
        {
            AddProblem(problems, tensor, tensors.GetValueOrDefault(tensor.Name));
        }

        HashSet<string> known = [.. ReservedNames, .. layout.Tensors.Select(tensor => tensor.Name)];
        foreach (string name in wanted)
        {
            if (tensors.TryGetValue(name, out SafetensorsTensor? tensor))
            {
                AddProblem(problems, tensor);
            }
        }

        SafetensorsTensor[] unknown = [.. reader.Header.Tensors.Where(tensor => !known.Contains(tensor.Name))];
        int count = problems.Count + unknown.Length;
        problems.AddRange(unknown.Take(MostProblems).Select(tensor => $"{SourceName.Quote(tensor.Name)} {tensor.ShapeText} is not a tensor of the network"));
        if (count > 0)
        {
            string more = count > MostProblems ? $"; and {count - MostProblems} more" : "";
            throw reader.Source.Unfit($"does not fit the network: {string.Join("; ", problems.Take(MostProblems))}{more}");
        }
    }

    private static void AddProblem(List<string> problems, TensorLayout expected, SafetensorsTensor? found)
    {
        if (found is null)
        {
            problems.Add($"'{expected.Name}' [{string.Join(", ", expected.Shape)}] is missing");
        }
        else if (!found.HasShape(expected.Shape.AsSpan()))
        {
            problems.Add($"'{expected.Name}' must have the shape [{string.Join(", ", expected.Shape)}] and has {found.ShapeText}");
        }
        else if (!NumberBytes.IsParameterType(found.Type))
        {
            problems.Add($"'{expected.Name}' must be of type F32, F64, F16 or BF16 and is of {found.Type}");
        }
    }

    private static void AddProblem(List<string> problems, SafetensorsTensor found)
    {
        if (found.Shape.Length != 1)
        {
            problems.Add($"'{found.Name}' must have one dimension and has the shape {found.ShapeText}");
        }
        else if (!NumberBytes.IsParameterType(found.Type))
        {
            problems.Add($"'{found.Name}' must be of type F32, F64, F16 or BF16 and is of {found.Type}");
        }
    }
}
