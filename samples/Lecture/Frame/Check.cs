namespace Lecture.Frame;

/// <summary>A number that generated code has computed beside the same number computed in a second way.</summary>
/// <param name="Name">What it is, in the lecture's notation.</param>
/// <param name="Generated">What generated code computed.</param>
/// <param name="Second">What the second way computed.</param>
/// <param name="Bound">The largest difference that roundings, and the error of the second way, can explain.</param>
internal sealed record Check(string Name, double Generated, double Second, double Bound)
{
    /// <summary>For numbers that both ways compute exactly but for a few roundings.</summary>
    public const double Roundings = 1e-14;

    /// <summary>For central differences, which are wrong by about h² (see <see cref="CentralDifferences"/>).</summary>
    public const double Differences = 1e-9;

    /// <summary>How far the two numbers are apart.</summary>
    public double Difference => Math.Abs(Generated - Second);

    /// <summary>Whether they agree. Two numbers of which one is not a number do not.</summary>
    public bool Holds => Difference <= Bound;

    /// <summary>A check for each element of a vector, named by its index from 1.</summary>
    public static Check[] Vector(string name, ReadOnlySpan<double> generated, ReadOnlySpan<double> second, double bound) =>
        Elements(index => name + Notation.Subscript(index + 1), generated, second, bound);

    /// <summary>A check for each element of a matrix, given row by row, named by its indices from 1.</summary>
    public static Check[] Matrix(string name, int columns, ReadOnlySpan<double> generated, ReadOnlySpan<double> second, double bound) =>
        Elements(
            index => name + Notation.Subscript((index / columns) + 1) + Notation.Subscript((index % columns) + 1), generated, second, bound);

    /// <summary>One check for many numbers: the pair that is furthest apart.</summary>
    public static Check Worst(string name, ReadOnlySpan<double> generated, ReadOnlySpan<double> second, double bound)
    {
        string nameOfAll = $"{name}, worst of {generated.Length:N0}";
        Check[] checks = Elements(_ => nameOfAll, generated, second, bound);
        return checks.FirstOrDefault(check => !check.Holds) ?? checks.MaxBy(check => check.Difference)!;
    }

    private static Check[] Elements(Func<int, string> name, ReadOnlySpan<double> generated, ReadOnlySpan<double> second, double bound)
    {
        if (generated.Length != second.Length)
        {
            throw new ArgumentException($"{generated.Length} numbers cannot be compared with {second.Length}.", nameof(second));
        }

        var checks = new Check[generated.Length];
        for (int i = 0; i < checks.Length; i++)
        {
            checks[i] = new Check(name(i), generated[i], second[i], bound);
        }

        return checks;
    }
}
