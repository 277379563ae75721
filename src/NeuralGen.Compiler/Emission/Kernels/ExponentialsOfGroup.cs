using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// exp(z - m) for short rows of some samples at once: the lanes of all their sums are added together, and what is one number for a
/// sample, such as a division or a logarithm, is a vector for the group.
/// </summary>
internal sealed class ExponentialsOfGroup
{
    // With more, z and exp(z - m) would not stay in registers.
    private const int MostVectors = 2;
    private const int MostSamples = 4;

    private readonly SourceWriter _writer;
    private readonly VectorDialect _dialect;
    private readonly int _length;

    private ExponentialsOfGroup(SourceWriter writer, VectorDialect dialect, int length) =>
        (_writer, _dialect, _length) = (writer, dialect, length);

    /// <summary>The samples of a group: four, or as many as a vector has lanes.</summary>
    public int Samples => SamplesOf(_dialect);

    /// <summary>What a block's comment says.</summary>
    public static string Comment(VectorDialect dialect) => $"{Count(SamplesOf(dialect), "sample")} at a time";

    /// <summary>Whether rows are short enough.</summary>
    public static bool Suits(VectorDialect dialect, int length) => dialect.Lanes > 1 && dialect.Vectors(length) <= MostVectors;

    /// <summary>
    /// Writes a method's loops over a block: over groups of samples, with the body that is given, and over the samples that remain.
    /// </summary>
    public static void WriteLoops(
        SourceWriter writer, VectorDialect dialect, int length, int stride, (string Reference, int Stride)[] rows, Action<ExponentialsOfGroup> body, Action remaining)
    {
        int samples = SamplesOf(dialect);
        writer.Line("int sample = 0;");
        using (writer.Block($"for (; sample <= count - {Text(samples)}; sample += {Text(samples)})"))
        {
            var group = new ExponentialsOfGroup(writer, dialect, length);
            group.WriteExponentials(stride);
            body(group);
            KernelWriter.WriteNextRows(writer, samples, rows);
        }

        writer.Blank();
        using (writer.Block("for (; sample < count; sample++)"))
        {
            remaining();
            KernelWriter.WriteNextRows(writer, 1, rows);
        }
    }

    /// <summary>Declares <c>targets</c> or the like: lane i is the sum of what is given of sample i's vectors; other lanes are zero.</summary>
    public void DeclareSums(string name, Func<int, int, string> ofVector)
    {
        IEnumerable<string> rows = Enumerable.Range(0, Samples)
            .Select(sample => string.Join(" + ", Enumerable.Range(0, Vectors).Select(vector => ofVector(sample, vector))));
        _writer.Line($"{_dialect.Vector} {name} = {_dialect.SumsOfLanes([.. rows])};");
    }

    /// <summary>Goes through all vectors: the sample, its vector, and the lanes used of it.</summary>
    public void ForEach(Action<int, int, int> body)
    {
        for (int sample = 0; sample < Samples; sample++)
        {
            for (int vector = 0; vector < Vectors; vector++)
            {
                body(sample, vector, _dialect.Used(_length, vector));
            }
        }
    }

    /// <summary>A sample's lane of a vector of the group, in all lanes.</summary>
    public string Lane(string group, int sample) => _dialect.Broadcast($"{group}.GetElement({Text(sample)})");

    /// <summary>The local for a vector of a sample's row.</summary>
    public static string Local(string name, int sample, int vector) => $"{name}{Text(sample)}_{Text(vector)}";

    /// <summary>A place in a sample's row, from the group's first row on.</summary>
    public string Place(int sample, int stride, int vector) => Text((sample * stride) + (vector * _dialect.Lanes));

    private int Vectors => _dialect.Vectors(_length);

    private static int SamplesOf(VectorDialect dialect) => Math.Min(MostSamples, dialect.Lanes);

    /// <summary>Declares z, m and e for each sample, and <c>sums</c>, whose lanes are the sums of the samples' exponentials.</summary>
    private void WriteExponentials(int stride)
    {
        ForEach((sample, vector, used) =>
            _writer.Line($"{_dialect.Vector} {Local("z", sample, vector)} = {KernelWriter.LoadRow(_dialect, "input", stride, _length, Place(sample, stride, vector), used)};"));
        for (int sample = 0; sample < Samples; sample++)
        {
            int row = sample;
            string largest = Enumerable.Range(0, Vectors)
                .Select(vector => Exponentials.OrNegativeInfinity(_dialect, Local("z", row, vector), _dialect.Used(_length, vector)))
                .Aggregate(_dialect.MaxNative);
            _writer.Line($"{_dialect.Vector} m{Text(sample)} = {_dialect.Broadcast(_dialect.MaxOfLanes(largest))};");
        }

        ForEach((sample, vector, _) =>
            _writer.Line($"{_dialect.Vector} {Local("e", sample, vector)} = ExpOfNonPositive({Local("z", sample, vector)} - m{Text(sample)});"));
        DeclareSums("sums", (sample, vector) => KernelWriter.Masked(_dialect, Local("e", sample, vector), _dialect.Used(_length, vector)));
    }
}
