namespace NeuralGen.Compiler.Onnx.Format;

/// <summary>
/// Counts the messages of a file. Each becomes an object that is far larger than the few bytes it may have been written in, so a file of
/// nothing else would need a multiple of its size.
/// </summary>
internal sealed class PartCounter
{
    /// <summary>More nodes, attributes and tensors than any network of dense layers has.</summary>
    public const int Most = 200_000;

    // Names of operators and attributes, of which there are few.
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _count;

    /// <exception cref="ImportException">There are too many.</exception>
    public void Count()
    {
        if (++_count > Most)
        {
            throw new ImportException(ProblemKind.TooLarge, $"The model has more than {Most} nodes, attributes and tensors; no network that can be compiled has so many.");
        }
    }

    /// <summary>The same text, kept once.</summary>
    public string Once(string name)
    {
        if (!_names.TryGetValue(name, out string? known))
        {
            _names.Add(name, known = name);
        }

        return known;
    }
}
