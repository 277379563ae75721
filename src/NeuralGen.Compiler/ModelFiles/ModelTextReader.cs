using System.Globalization;
using NeuralGen.Compiler.ModelFiles.Exchange;
using NeuralGen.Compiler.Onnx;

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
        if (kind == ModelTextFormat.OnnxKind)
        {
            return ReadOnnx(path, hash);
        }

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

        CheckEnd();
        return new ModelFile(path, hash, null, isCheckpoint, resource, tensors.ToEquatableArray());
    }

    private ModelFile ReadOnnx(string path, string hash)
    {
        var refusals = new List<ImportProblem>();
        while (TryTake(ModelTextFormat.Refused) is { } refused)
        {
            (string kind, string message) = Split(refused);
            refusals.Add(Enum.TryParse(kind, out ProblemKind known) ? new ImportProblem(known, message) : throw new FormatException($"The kind '{kind}' is unknown."));
        }

        string? resource = null;
        var outputs = new List<OutputNumbers>();
        byte[] model = [];
        var beside = new List<FileBeside>();
        if (refusals.Count == 0)
        {
            resource = TryTake(ModelTextFormat.Resource);
            while (TryTake(ModelTextFormat.OutputNumbers) is { } output)
            {
                (string offset, string name) = Split(output);
                outputs.Add(new OutputNumbers(name, Number(offset)));
            }

            model = Convert.FromBase64String(Take(ModelTextFormat.Model));
            while (TryTake(ModelTextFormat.Beside) is { } file)
            {
                (string bytes, string name) = Split(file);
                beside.Add(new FileBeside(name, new FileBytes(Convert.FromBase64String(bytes))));
            }
        }

        CheckEnd();
        var content = new OnnxContent(refusals.ToEquatableArray(), new FileBytes(model), beside.ToEquatableArray(), outputs.ToEquatableArray());
        return new ModelFile(path, hash, null, false, resource, EquatableArray<ModelTensor>.Empty) { Onnx = content };
    }

    /// <summary>What stands before and behind the first space.</summary>
    private static (string First, string Others) Split(string value)
    {
        int space = value.IndexOf(' ');
        return space < 0 ? throw new FormatException($"There is nothing behind '{value}'.") : (value.Substring(0, space), value.Substring(space + 1));
    }

    private void CheckEnd()
    {
        if (_next != _lines.Length)
        {
            throw new FormatException($"The line '{_lines[_next]}' is unknown.");
        }
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
