using System.Globalization;

namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>One tensor of a model file. Its numbers are little-endian and row-major.</summary>
/// <param name="name">The name.</param>
/// <param name="type">The number format, by the name that safetensors has for it, such as <c>F32</c>.</param>
/// <param name="shape">The size of each dimension; none for a single number.</param>
/// <param name="bytes">An array that holds the numbers.</param>
/// <param name="start">Where they begin in it.</param>
/// <param name="length">The bytes that they take.</param>
internal sealed class FileTensor(string name, string type, long[] shape, byte[] bytes, int start, int length)
{
    private const int LongestShape = 8;

    public string Name { get; } = name;

    public string Type { get; } = type;

    public long[] Shape { get; } = shape;

    public byte[] Bytes { get; } = bytes;

    public int Start { get; } = start;

    public int Length { get; } = length;

    /// <summary>The bytes of a number that can become a parameter; 0 where the type is none of those.</summary>
    public int NumberSize => NumberFormats.Size(Type);

    /// <summary>The number of numbers; 0 where the type is none that can become a parameter.</summary>
    public int Count => NumberSize == 0 ? 0 : Length / NumberSize;

    /// <summary>A shape as messages show it.</summary>
    public static string ShapeText(IReadOnlyCollection<long> shape)
    {
        string sizes = string.Join(", ", shape.Take(LongestShape).Select(size => size.ToString(CultureInfo.InvariantCulture)));
        return $"[{sizes}{(shape.Count > LongestShape ? $", ... {shape.Count.ToString(CultureInfo.InvariantCulture)} dimensions" : "")}]";
    }
}

/// <summary>What a model file holds.</summary>
/// <param name="format">What kind of file it is: <c>safetensors</c> or <c>npz</c>.</param>
/// <param name="tensors">The tensors, no two of one name.</param>
/// <param name="isCheckpoint">Whether it is the state of a training, of which the parameters are but a part.</param>
internal sealed class ModelContent(string format, IReadOnlyList<FileTensor> tensors, bool isCheckpoint)
{
    public string Format { get; } = format;

    public IReadOnlyList<FileTensor> Tensors { get; } = tensors;

    public bool IsCheckpoint { get; } = isCheckpoint;
}
