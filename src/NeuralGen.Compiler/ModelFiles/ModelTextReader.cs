using System.Globalization;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Compiler.ModelFiles;

/// <summary>Reads what <see cref="ConvertedModel"/> wrote.</summary>
internal sealed class ModelTextReader
{
    private readonly string[] _lines;
    private int _next;

    private ModelTextReader(string text) => _lines = text.Split(['\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The model; one with a problem where the text was not written for this version of the compiler.</summary>
    /// <param name="name">What the model is called where the text does not tell.</param>
    /// <param name="text">The text.</param>
    public static ModelFile Read(string name, string text)
    {
        try
        {
            return new ModelTextReader(text).Read();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            const string Problem = "was prepared by another version of NeuralGen; rebuild the project";
            return new ModelFile(name, "", Problem, false, null, EquatableArray<ModelTensor>.Empty);
        }
    }

    private ModelFile Read()
    {
        if (_lines.Length == 0 || _lines[_next++].TrimEnd('\r') != ModelTextFormat.FirstLine)
        {
            throw new FormatException("The first line tells another version.");
        }

        string path = Take(ModelTextFormat.Path);
        string hash = Take(ModelTextFormat.Hash);
        string kind = Take(ModelTextFormat.Kind);
        if (kind != ModelTextFormat.WeightsKind)
        {
            throw new FormatException($"The kind '{kind}' is unknown.");
        }

        if (TryTake(ModelTextFormat.Problem) is { } problem)
        {
            return new ModelFile(path, hash, problem, false, null, EquatableArray<ModelTensor>.Empty);
        }

        Take(ModelTextFormat.Format);
        bool isCheckpoint = TryTake(ModelTextFormat.Checkpoint) is not null;
        string? resource = TryTake(ModelTextFormat.Resource);
        var tensors = new List<ModelTensor>();
        while (TryTake(ModelTextFormat.Tensor) is { } tensor)
        {
            tensors.Add(ReadTensor(tensor));
        }

        return _next == _lines.Length
            ? new ModelFile(path, hash, null, isCheckpoint, resource, tensors.ToEquatableArray())
            : throw new FormatException($"The line '{_lines[_next]}' is unknown.");
    }

    private ModelTensor ReadTensor(string line)
    {
        // Only the name, which is the last, may hold spaces.
        string[] parts = line.Split([' '], 4);
        if (parts.Length != 4)
        {
            throw new FormatException("A tensor has a type, a shape, an offset and a name.");
        }

        string[] sizes = parts[1].Trim('[', ']').Split([','], StringSplitOptions.RemoveEmptyEntries);
        string? bits = TryTake(ModelTextFormat.Numbers);
        IndexedNumber? beyond = null;
        if (TryTake(ModelTextFormat.BeyondSingle)?.Split(' ') is { } indexed)
        {
            beyond = new IndexedNumber((int)Number(indexed[0]), indexed[indexed.Length - 1]);
        }

        return new ModelTensor(parts[3], parts[0], sizes.Select(Number).ToEquatableArray(), Number(parts[2]), bits, beyond);
    }

    private string Take(string word) => TryTake(word) ?? throw new FormatException($"There is no line '{word}'.");

    private string? TryTake(string word)
    {
        string line = _next < _lines.Length ? _lines[_next].TrimEnd('\r') : "";
        if (!line.StartsWith(word, StringComparison.Ordinal) || (line.Length > word.Length && line[word.Length] != ' '))
        {
            return null;
        }

        _next++;
        return line.Length > word.Length ? ModelTextFormat.Unescape(line.Substring(word.Length + 1)) : "";
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
