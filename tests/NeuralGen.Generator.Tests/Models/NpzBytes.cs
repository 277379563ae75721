using System.IO.Compression;
using System.Text;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>Writes .npy and .npz files: the one byte by byte, the other by .NET's zip archives.</summary>
internal static class NpzBytes
{
    public static byte[] Npy(string header, params byte[] elements) =>
        [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. Encoding.ASCII.GetBytes(header), .. elements];

    public static byte[] Npy(string description, string shape, bool isFortranOrder, params byte[] elements) =>
        Npy($"{{'descr': '{description}', 'fortran_order': {isFortranOrder}, 'shape': {shape}, }}    \n", elements);

    public static byte[] Npz(CompressionLevel compression, params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = archive.CreateEntry(name, compression).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Bytes(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
