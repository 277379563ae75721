using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Kernels;

/// <summary>
/// exp(z - m) for the row z at <c>input</c>, where m is its largest element: what softmax and its cross-entropy are made
/// of. A few vectors stay in locals from one use to the next; longer rows go through memory.
/// </summary>
internal sealed class Exponentials
{
    private const int MostVectorsInLocals = 4;

    private readonly SourceWriter _writer;
    private readonly VectorDialect _dialect;
    private readonly int _length;
    private readonly int _stride;
    private readonly (string Reference, int Stride)? _destination;
    private readonly bool _inLocals;

    private Exponentials(SourceWriter writer, VectorDialect dialect, int length, int stride, (string Reference, int Stride)? destination)
    {
        _writer = writer;
        _dialect = dialect;
        _length = length;
        _stride = stride;
        _destination = destination;
        _inLocals = Vectors <= MostVectorsInLocals;
    }

    private int Vectors => _dialect.Vectors(_length);

    /// <summary>
    /// Declares <c>largest</c>, m, and <c>sum</c>, the lanes of the sum of exp(z - m). Where the row is long and the terms
    /// are needed, they go to the row named.
    /// </summary>
    public static Exponentials Write(SourceWriter writer, VectorDialect dialect, int length, int stride, (string Reference, int Stride)? destination)
    {
        var exponentials = new Exponentials(writer, dialect, length, stride, destination);
        if (exponentials._inLocals)
        {
            exponentials.WriteLocals();
        }
        else
        {
            exponentials.WriteLoops();
        }

        return exponentials;
    }

    /// <summary>Covers the row again. The body gets the offset, the lanes used, the exponentials and z there.</summary>
    public void ForEach(Action<string, int, string, string> body)
    {
        if (!_inLocals)
        {
            KernelWriter.ForEachVector(_writer, _dialect, _length, (j, used) =>
                body(j, used, _destination is { } row ? KernelWriter.LoadRow(_dialect, row.Reference, row.Stride, _length, j, used) : "", Load(j, used)));
            return;
        }

        for (int vector = 0; vector < Vectors; vector++)
        {
            body(Text(vector * _dialect.Lanes), Used(vector), "e" + Text(vector), "z" + Text(vector));
        }
    }

    private void WriteLocals()
    {
        string[] vectors = [.. Enumerable.Range(0, Vectors).Select(vector => Text(vector))];
        for (int vector = 0; vector < Vectors; vector++)
        {
            _writer.Line($"{_dialect.Vector} z{Text(vector)} = {Load(Text(vector * _dialect.Lanes), Used(vector))};");
        }

        string maximum = Enumerable.Range(0, Vectors).Select(vector => Masked("z" + Text(vector), Used(vector))).Aggregate(_dialect.MaxNative);
        _writer.Line($"{_dialect.Scalar} largest = {_dialect.MaxOfLanes(maximum)};");
        _writer.Line($"{_dialect.Vector} m = {_dialect.Broadcast("largest")};");
        foreach (string vector in vectors)
        {
            _writer.Line($"{_dialect.Vector} e{vector} = ExpOfNonPositive(z{vector} - m);");
        }

        IEnumerable<string> terms = Enumerable.Range(0, Vectors).Select(vector => KernelWriter.Masked(_dialect, "e" + Text(vector), Used(vector)));
        _writer.Line($"{_dialect.Vector} sum = {string.Join(" + ", terms)};");
    }

    private void WriteLoops()
    {
        _writer.Line($"{_dialect.Vector} maximum = {_dialect.Constant(double.NegativeInfinity)};");
        KernelWriter.ForEachVector(_writer, _dialect, _length, (j, used) =>
            _writer.Line($"maximum = {_dialect.MaxNative("maximum", Masked(Load(j, used), used))};"));
        _writer.Line($"{_dialect.Scalar} largest = {_dialect.MaxOfLanes("maximum")};");
        _writer.Line($"{_dialect.Vector} m = {_dialect.Broadcast("largest")};");
        _writer.Line($"{_dialect.Vector} sum = {_dialect.Zero};");
        KernelWriter.ForEachVector(_writer, _dialect, _length, (j, used) =>
        {
            _writer.Line($"{_dialect.Vector} exponential = ExpOfNonPositive({Load(j, used)} - m);");
            if (_destination is { } row)
            {
                _writer.Line(KernelWriter.StoreRow(_dialect, "exponential", row.Reference, row.Stride, _length, j, used, zeroPadding: false));
            }

            _writer.Line($"sum += {KernelWriter.Masked(_dialect, "exponential", used)};");
        });
    }

    private int Used(int vector) => _dialect.Used(_length, vector);

    private string Load(string j, int used) => KernelWriter.LoadRow(_dialect, "input", _stride, _length, j, used);

    private string Masked(string value, int used) => OrNegativeInfinity(_dialect, value, used);

    /// <summary>A value with what is never the largest in the lanes that are not used.</summary>
    public static string OrNegativeInfinity(VectorDialect dialect, string value, int used) => used == dialect.Lanes
        ? value
        : dialect.Select(dialect.FirstLanes(used), value, dialect.Constant(double.NegativeInfinity));
}
