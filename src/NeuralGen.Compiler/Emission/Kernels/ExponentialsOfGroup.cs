using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// exp(z - m) for short rows of some samples at once: the lanes of all their sums are added together, and what is one number for a
/// sample, such as a division or a logarithm, is a vector for the group.
/// </summary>
internal sealed class ExponentialsOfGroup
{
    private readonly SourceWriter _writer;
    private readonly VectorDialect _dialect;
    private readonly int _length;

    private ExponentialsOfGroup(SourceWriter writer, VectorDialect dialect, int samples, int length) =>
        (_writer, _dialect, Samples, _length) = (writer, dialect, samples, length);

    /// <summary>The samples of a group, no more than a vector has lanes.</summary>
    public int Samples { get; }

    /// <summary>
    /// Writes a method's loops over a block: over groups of samples, with the body that is given, and over the samples that remain.
    /// </summary>
    public static void WriteLoops(
        SourceWriter writer, VectorDialect dialect, int samples, int length, int stride, (string Reference, int Stride)[] rows, Action<ExponentialsOfGroup> body, Action remaining)
    {
        writer.Line("int sample = 0;");
        using (writer.Block($"for (; sample <= count - {Text(samples)}; sample += {Text(samples)})"))
        {
            var group = new ExponentialsOfGroup(writer, dialect, samples, length);
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

        ForEach((sample, vector, used) =>
        {
            string exponential = $"ExpOfNonPositive({Local("z", sample, vector)} - m{Text(sample)})";
            _writer.Line($"{_dialect.Vector} {Local("e", sample, vector)} = {KernelWriter.Masked(_dialect, exponential, used)};");
        });
        DeclareSums("sums", (sample, vector) => Local("e", sample, vector));
    }
}
