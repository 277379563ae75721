using System.Globalization;
using System.Text;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;

namespace NeuralGen.Compiler.ModelFiles.Exchange;

/// <summary>
/// An ONNX model as the compiler takes it: its own bytes, which the generator imports again, and a resource for those outputs whose
/// numbers are many.
/// </summary>
internal sealed class ConvertedOnnx
{
    /// <summary>More bytes, of the model and the files beside it, do not go well through the text.</summary>
    private const long MostBytes = 512L << 20;

    /// <summary>Each output is imported on its own.</summary>
    private const int MostOutputs = 16;

    private readonly byte[] _file;
    private readonly Func<string, byte[]?> _open;
    private readonly Dictionary<string, byte[]?> _beside = new(StringComparer.Ordinal);

    private ConvertedOnnx(byte[] file, Func<string, byte[]?> open)
    {
        _file = file;
        _open = open;
    }

    /// <summary>Whether a file is a model of this kind, or claims to be one.</summary>
    public static bool IsOnnx(string path, byte[] file)
    {
        // The version of the format is the first field, and its name or that of its producer follows. In a safetensors file these
        // would be a length, with a brace behind it.
        const byte VersionTag = 0x08;
        const byte NewestVersion = 31;
        const byte TextTag = 2;
        return path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            || (file.Length > 8 && file[0] == VersionTag && file[1] is > 0 and <= NewestVersion && (file[2] & 7) == TextTag && file[8] != '{');
    }

    /// <summary>Writes the lines of a model behind those that every model has.</summary>
    /// <param name="text">Takes the lines.</param>
    /// <param name="file">The model's bytes.</param>
    /// <param name="open">The content of a file beside the model, by its relative path; null where there is none.</param>
    /// <param name="resourceName">What a resource would be called.</param>
    public static (byte[]? Resource, IReadOnlyList<string> FilesBeside) Write(
        StringBuilder text, byte[] file, Func<string, byte[]?> open, string resourceName)
    {
        var model = new ConvertedOnnx(file, open);
        byte[]? resource = model.Write(text, resourceName);
        return (resource, [.. model._beside.Keys]);
    }

    private byte[]? Write(StringBuilder text, string resourceName)
    {
        IReadOnlyList<string> outputs = OnnxOutputs.Names(_file, out EquatableArray<ImportProblem> problems);
        if (outputs.Count > MostOutputs)
        {
            string count = outputs.Count.ToString(CultureInfo.InvariantCulture);
            problems = Refuse(ProblemKind.UnsupportedGraph, $"The model has {count} outputs; up to {MostOutputs} are supported.");
        }

        var numbers = new List<WeightPlace>();
        var offsets = new List<(string Output, long Offset)>();
        long end = 0;
        if (problems.Count == 0)
        {
            foreach (string output in outputs)
            {
                if (Layers(output) is { } layers && WeightPlaces.Count(layers) > ModelTextFormat.MostNumbersInText)
                {
                    offsets.Add((output, end));
                    numbers.AddRange(WeightPlaces.Of(layers, end, out end));
                }
            }

            if (_file.Length + _beside.Values.Sum(beside => (long)(beside?.Length ?? 0)) > MostBytes || end > int.MaxValue - ModelTextFormat.Alignment)
            {
                problems = Refuse(ProblemKind.TooLarge, $"The model is too large to be compiled into an assembly: its files may have {MostBytes >> 20} MB together, and its numbers 2 GB.");
            }
        }

        if (problems.Count > 0)
        {
            foreach (ImportProblem problem in problems)
            {
                ConvertedModel.Line(text, ModelTextFormat.Refused, $"{problem.Kind} {problem.Message}");
            }

            return null;
        }

        return WriteContent(text, resourceName, numbers, offsets, end);
    }

    private byte[]? WriteContent(StringBuilder text, string resourceName, List<WeightPlace> numbers, List<(string Output, long Offset)> offsets, long end)
    {
        byte[]? resource = null;
        if (offsets.Count > 0)
        {
            resource = new byte[end];
            WeightPlaces.Write(numbers, resource);
            ConvertedModel.Line(text, ModelTextFormat.Resource, resourceName);
            foreach ((string output, long offset) in offsets)
            {
                ConvertedModel.Line(text, ModelTextFormat.OutputNumbers, $"{offset.ToString(CultureInfo.InvariantCulture)} {output}");
            }
        }

        ConvertedModel.Line(text, ModelTextFormat.Model, Convert.ToBase64String(_file));
        foreach (KeyValuePair<string, byte[]?> beside in _beside.OrderBy(beside => beside.Key, StringComparer.Ordinal))
        {
            if (beside.Value is { } bytes)
            {
                ConvertedModel.Line(text, ModelTextFormat.Beside, $"{Convert.ToBase64String(bytes)} {beside.Key}");
            }
        }

        return resource;
    }

    private EquatableArray<ImportedLayer>? Layers(string output) =>
        OnnxImport.Read(_file, Open, output) is ImportResult.Success { Network: var network } ? NetworkLayers.Read(network, out _) : null;

    private byte[]? Open(string path)
    {
        if (!_beside.TryGetValue(path, out byte[]? bytes))
        {
            bytes = _open(path);
            _beside.Add(path, bytes);
        }

        return bytes;
    }

    private static EquatableArray<ImportProblem> Refuse(ProblemKind kind, string message) => new[] { new ImportProblem(kind, message) }.ToEquatableArray();
}
