using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>
/// The content of an IDX file of bytes, the format of the MNIST database: a tensor of unsigned bytes with its dimensions.
/// </summary>
/// <remarks>
/// The format: two zero bytes, the type of elements (0x08 for unsigned bytes, the one read here), the number of
/// dimensions, their sizes as 32-bit big-endian numbers, then the elements in row-major order.
/// </remarks>
public sealed class IdxFile
{
    internal IdxFile(ImmutableArray<int> dimensions, ReadOnlyMemory<byte> data)
    {
        Dimensions = dimensions;
        Data = data;
    }

    /// <summary>The size of each dimension, for images: number, height, width.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The elements, row-major; as many as the product of the dimensions.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Reads a file, plain or compressed by gzip (found out by its first two bytes, not by its name).</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its dimensions and elements.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or another format. The message names the file, the offset (in the decompressed file), what
    /// was expected and what was found.
    /// </exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new IdxReader(path);
        return reader.Read();
    }
}
