namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>
/// What an import may allocate for numbers: so many bytes per byte of the files. Shapes in a file can claim anything;
/// what is computed from constants is limited by this, in memory and in time. All readings of a model share it.
/// </summary>
/// <param name="fileLength">The length of the model's file.</param>
/// <param name="outputs">How many outputs the model has: a build imports each on its own, and they share the time.</param>
internal sealed class Budget(long fileLength, int outputs)
{
    /// <summary>What computing one number costs that an expression gives, where a multiplication and addition costs 1.</summary>
    public const int Evaluation = 256;

    private const long PerByte = 64;
    private const long AtLeast = 1 << 20;

    // A unit is about a nanosecond: less than a second, and as much for every megabyte.
    private const long WorkPerByte = 768;
    private const long LeastWork = 1L << 29;

    private readonly int _outputs = Math.Max(1, outputs);
    private double[] _scratch = [];
    private long _work = ((fileLength * WorkPerByte) + LeastWork) / Math.Max(1, outputs);
    private long _left = (fileLength * PerByte) + AtLeast;

    /// <summary>More bytes of files were read.</summary>
    public void Extend(long bytes)
    {
        _left += bytes * PerByte;
        _work += bytes * WorkPerByte / _outputs;
    }

    /// <summary>Asks for time for so many multiplications and additions of constants.</summary>
    /// <exception cref="ImportException">There is not enough left.</exception>
    public void Work(long operations)
    {
        if ((_work -= operations) < 0)
        {
            throw new ImportException(ProblemKind.TooLarge, "The model's computations with constants take too long; export it with constant folding.");
        }
    }

    /// <summary>Room for numbers that are needed for a moment, the same every time.</summary>
    public double[] Scratch(int count)
    {
        if (_scratch.Length < count)
        {
            Take(count, sizeof(double), "A computation with constants");
            _scratch = new double[count];
        }

        return _scratch;
    }

    /// <summary>Asks for room for some numbers.</summary>
    /// <exception cref="ImportException">There is not enough left.</exception>
    public void Take(long count, int size, string what)
    {
        if (count > int.MaxValue / size || (_left -= count * size) < 0)
        {
            throw new ImportException(ProblemKind.TooLarge, $"{what} needs {count} numbers, far more than a file of this size can be meant to need.");
        }
    }
}
