using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace NeuralGen.Compiler.ModelFiles.Formats.Npz;

/// <summary>
/// Reads zip files from memory. .NET's own reader does not compare checksums, without which a damaged number would look like any
/// other.
/// </summary>
internal sealed class ZipFile
{
    private const string Format = "a .npz file";

    private const uint EndMark = 0x06054B50;
    private const uint End64Mark = 0x06064B50;
    private const uint Locator64Mark = 0x07064B50;
    private const uint DirectoryMark = 0x02014B50;
    private const uint HeaderMark = 0x04034B50;
    private const int EndLength = 22;
    private const int Locator64Length = 20;
    private const int DirectoryLength = 46;
    private const int HeaderLength = 30;
    private const int LongestComment = 65_535;
    private const ushort Extra64 = 1;
    private const int Encrypted = 1;
    private const uint Full = uint.MaxValue;

    private readonly byte[] _file;

    private ZipFile(byte[] file)
    {
        _file = file;
        Entries = ReadDirectory();
    }

    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <exception cref="ModelFileException">The directory of the file is damaged.</exception>
    public static ZipFile Open(byte[] file) => new(file);

    /// <summary>The bytes of one of the files in it.</summary>
    /// <exception cref="ModelFileException">They are damaged.</exception>
    public byte[] Unpack(ZipEntry entry)
    {
        long header = entry.HeaderOffset;
        if (Mark(header, HeaderLength, "the header of a file in it") != HeaderMark)
        {
            throw Damaged(header, "the header of a file in it", "other bytes", entry.Name);
        }

        long nameLength = Number(header + 26, 2);
        long start = header + HeaderLength + nameLength + Number(header + 28, 2);
        if (start > _file.Length || entry.PackedLength > _file.Length - start)
        {
            throw Damaged(start, $"{Text(entry.PackedLength)} bytes", "the end of the file", entry.Name);
        }

        // The name is there twice, and no checksum is on it.
        string name = Name(header + HeaderLength, (int)nameLength);
        if (name != entry.Name)
        {
            throw Damaged(header + HeaderLength, $"the name in the directory, {ModelFileException.Quote(entry.Name)}", ModelFileException.Quote(name));
        }

        byte[] bytes = entry.Method == ZipEntry.Stored ? Copy(entry, start) : Inflate(entry, start);
        uint checksum = Checksum.Of(bytes);
        return checksum == entry.Checksum
            ? bytes
            : throw Damaged(start, $"bytes with the checksum {Hexadecimal(entry.Checksum)}", Hexadecimal(checksum), entry.Name);
    }

    private static ModelFileException Damaged(long offset, string expected, string found, string? entry = null) =>
        ModelFileException.Damaged(Format, offset, expected, found, entry);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Hexadecimal(uint number) => number.ToString("x8", CultureInfo.InvariantCulture);

    private byte[] Copy(ZipEntry entry, long start)
    {
        if (entry.PackedLength != entry.Length)
        {
            throw Damaged(start, $"{Text(entry.Length)} bytes", Text(entry.PackedLength), entry.Name);
        }

        byte[] bytes = new byte[entry.Length];
        Array.Copy(_file, start, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Memory grows with the bytes that are really there, not with what the directory claims.</summary>
    private byte[] Inflate(ZipEntry entry, long start)
    {
        using var packed = new MemoryStream(_file, (int)start, (int)entry.PackedLength, writable: false);
        using var deflate = new DeflateStream(packed, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read = deflate.Read(buffer, 0, buffer.Length); read > 0; read = deflate.Read(buffer, 0, buffer.Length))
            {
                if (unpacked.Length + read > entry.Length)
                {
                    throw Damaged(start, $"{Text(entry.Length)} bytes when unpacked", "more", entry.Name);
                }

                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(start, "bytes packed by deflate", "others", entry.Name);
        }

        return unpacked.Length == entry.Length
            ? unpacked.ToArray()
            : throw Damaged(start, $"{Text(entry.Length)} bytes when unpacked", Text(unpacked.Length), entry.Name);
    }

    private List<ZipEntry> ReadDirectory()
    {
        (long offset, long count, long end) = FindDirectory();
        var entries = new List<ZipEntry>();
        for (long i = 0; i < count; i++)
        {
            if (Mark(offset, DirectoryLength, "an entry of the directory") != DirectoryMark)
            {
                throw Damaged(offset, $"{Text(count)} entries in the directory", $"only {Text(i)}");
            }

            long nameLength = Number(offset + 28, 2);
            long extraLength = Number(offset + 30, 2);
            long next = offset + DirectoryLength + nameLength + extraLength + Number(offset + 32, 2);
            if (next > end)
            {
                throw Damaged(offset, "an entry that ends within the directory", "one that does not");
            }

            entries.Add(ReadEntry(offset, (int)nameLength, (int)extraLength));
            offset = next;
        }

        return offset == end ? entries : throw Damaged(offset, "the end of the directory", "more bytes");
    }

    private ZipEntry ReadEntry(long offset, int nameLength, int extraLength)
    {
        string name = Name(offset + DirectoryLength, nameLength);
        if ((Number(offset + 8, 2) & Encrypted) != 0)
        {
            throw Damaged(offset, "a file that is not encrypted", "one that is", name);
        }

        long method = Number(offset + 10, 2);
        if (method is not (ZipEntry.Stored or ZipEntry.Deflated))
        {
            throw Damaged(offset, "a file that is stored or packed by deflate", $"method {Text(method)}", name);
        }

        // What does not fit into 32 bits stands, in this order, in a field of its own.
        long at = Find64(offset + DirectoryLength + nameLength, extraLength, out long left);
        long[] numbers = [Number(offset + 24, 4), Number(offset + 20, 4), Number(offset + 42, 4)];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] == Full && left >= 8)
            {
                numbers[i] = Number(at, 8);
                at += 8;
                left -= 8;
            }

            if (numbers[i] is < 0 or > int.MaxValue)
            {
                throw Damaged(offset, $"lengths and offsets of at most {Text(int.MaxValue)}", Text(numbers[i]), name);
            }
        }

        return new ZipEntry(name, (int)method, (uint)Number(offset + 16, 4), numbers[1], numbers[0], numbers[2]);
    }

    private long Find64(long offset, long length, out long left)
    {
        long end = offset + length;
        while (end - offset >= 4)
        {
            long size = Math.Min(Number(offset + 2, 2), end - offset - 4);
            if (Number(offset, 2) == Extra64)
            {
                left = size;
                return offset + 4;
            }

            offset += 4 + size;
        }

        left = 0;
        return end;
    }

    /// <summary>Where the directory begins, its entries, and where it ends.</summary>
    private (long Offset, long Count, long End) FindDirectory()
    {
        long last = _file.Length - EndLength;
        long mark = last;
        while (mark >= Math.Max(0, last - LongestComment) && (Number(mark, 4) != EndMark || mark + EndLength + Number(mark + 20, 2) != _file.Length))
        {
            mark--;
        }

        if (mark < Math.Max(0, last - LongestComment))
        {
            throw Damaged(_file.Length, "the mark at the end of the directory", "the end of the file");
        }

        long locator = mark - Locator64Length;
        bool is64 = locator >= 0 && Number(locator, 4) == Locator64Mark;
        return is64 ? FindDirectory64(locator) : Directory(Number(mark + 16, 4), Number(mark + 10, 2), Number(mark + 12, 4), mark);
    }

    private (long Offset, long Count, long End) FindDirectory64(long locator)
    {
        long mark = Number(locator + 8, 8);
        return mark >= 0 && mark <= locator - 56 && Number(mark, 4) == End64Mark
            ? Directory(Number(mark + 48, 8), Number(mark + 32, 8), Number(mark + 40, 8), mark)
            : throw Damaged(locator, "the offset of the end of the directory", Text(mark));
    }

    private static (long Offset, long Count, long End) Directory(long offset, long count, long length, long mark) =>
        offset >= 0 && length >= 0 && offset <= mark && length <= mark - offset
            ? (offset, count, offset + length)
            : throw Damaged(mark, "a directory before its end", $"{Text(length)} bytes at {Text(offset)}");

    /// <summary>Names of arrays in other alphabets are UTF-8; those that are ASCII are the same in every encoding.</summary>
    private string Name(long offset, int length) => Encoding.UTF8.GetString(_file, (int)offset, length);

    private long Mark(long offset, int length, string what) =>
        offset >= 0 && offset <= _file.Length - length ? Number(offset, 4) : throw Damaged(offset, what, "the end of the file");

    private long Number(long offset, int size) => (long)NumberFormats.Bits(_file, (int)offset, size);
}
