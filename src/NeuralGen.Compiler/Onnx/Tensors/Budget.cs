namespace NeuralGen.Compiler.Onnx.Tensors;

/// <summary>
/// What an import may allocate for numbers: so many bytes per byte of the files. Shapes in a file can claim anything;
/// what is computed from constants is limited by this, in memory and in time.
/// </summary>
internal sealed class Budget(long fileLength)
{
    private const long PerByte = 64;
    private const long AtLeast = 1 << 20;

    // Some seconds.
    private long _work = 1L << 29;
    private long _left = (fileLength * PerByte) + AtLeast;

    /// <summary>More bytes of files were read.</summary>
    public void Extend(long bytes) => _left += bytes * PerByte;

    /// <summary>Asks for time for so many multiplications and additions of constants.</summary>
    /// <exception cref="ImportException">There is not enough left.</exception>
    public void Work(long operations)
    {
        if ((_work -= operations) < 0)
        {
            throw new ImportException(ProblemKind.TooLarge, "The model's computations with constants take too long; export it with constant folding.");
        }
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
