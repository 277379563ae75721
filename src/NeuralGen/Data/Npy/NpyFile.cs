using System.Numerics;

namespace NeuralGen;

/// <summary>Reads and writes arrays in NumPy's .npy format.</summary>
public static class NpyFile
{
    /// <summary>Reads a file of floating-point numbers, integers or truth values, as floating-point numbers.</summary>
    /// <remarks>
    /// Versions 1.0, 2.0 and 3.0; f2, f4, f8, i1 to i8, u1 to u8 and b1 in either byte order; C and Fortran order; any
    /// number of dimensions. A number that <typeparamref name="T"/> cannot hold exactly is rounded to the nearest, one beyond
    /// its range becomes infinite; true becomes 1.
    /// </remarks>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>Its shape and elements.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, another format, or has elements of another type. The message names the file, the offset,
    /// what was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static NpyArray<T> Read<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return new NpyReader(file, path).Read(new FloatElements<T>());
    }

    /// <summary>Reads a stream from where it stands to its end, as <see cref="Read{T}(string)"/> does a file.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The shape and elements.</returns>
    /// <exception cref="InvalidDataException">The data is damaged, another format, or has elements of another type.</exception>
    public static NpyArray<T> Read<T>(Stream stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NpyReader(stream, NameOf(stream)).Read(new FloatElements<T>());
    }

    /// <summary>Reads a file of integers or truth values, such as class labels. Nothing is rounded.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its shape and elements.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, another format, has elements of another type or an integer beyond 32 bits. The message names the
    /// file, the offset, what was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static NpyArray<int> ReadIntegers(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return new NpyReader(file, path).Read(default(IntegerElements));
    }

    /// <summary>Reads a stream from where it stands to its end, as <see cref="ReadIntegers(string)"/> does a file.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <returns>The shape and elements.</returns>
    /// <exception cref="InvalidDataException">The data is damaged, another format, has elements of another type or an integer beyond 32 bits.</exception>
    public static NpyArray<int> ReadIntegers(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NpyReader(stream, NameOf(stream)).Read(default(IntegerElements));
    }

    /// <summary>Writes a file: version 1.0, little-endian, C order. A file that exists is overwritten.</summary>
    /// <typeparam name="T">The number format, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The size of each dimension; none for a single number.</param>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape. No file is touched.</exception>
    /// <exception cref="NotSupportedException">The number format is another one.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] header = NpyWriter.Header<T>(values.Length, shape);
        using FileStream file = File.Create(path);
        NpyWriter.Write(file, header, values);
    }

    /// <summary>Writes to a stream: version 1.0, little-endian, C order.</summary>
    /// <typeparam name="T">The number format, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="shape">The size of each dimension; none for a single number.</param>
    /// <exception cref="ArgumentException">The number of elements is not the product of the shape. Nothing is written.</exception>
    /// <exception cref="NotSupportedException">The number format is another one.</exception>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        NpyWriter.Write(stream, NpyWriter.Header<T>(values.Length, shape), values);
    }

    private static string NameOf(Stream stream) => stream is FileStream file ? file.Name : "stream";
}
