namespace NeuralGen.Compiler.ModelFiles.Formats.Npz;

/// <summary>One file in a zip file, as the directory at its end describes it.</summary>
/// <param name="name">The name.</param>
/// <param name="method">How it is packed: 0 for not at all, 8 for deflate.</param>
/// <param name="checksum">The CRC-32 of its bytes.</param>
/// <param name="packedLength">The bytes that it takes.</param>
/// <param name="length">The bytes that it has.</param>
/// <param name="headerOffset">Where the header before its bytes begins.</param>
internal sealed class ZipEntry(string name, int method, uint checksum, long packedLength, long length, long headerOffset)
{
    public const int Stored = 0;
    public const int Deflated = 8;

    public string Name { get; } = name;

    public int Method { get; } = method;

    public uint Checksum { get; } = checksum;

    public long PackedLength { get; } = packedLength;

    public long Length { get; } = length;

    public long HeaderOffset { get; } = headerOffset;
}
