using System.Text;
using NeuralGen.Compiler.ModelFiles.Formats.Npz;
using NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>Reads the bytes of a model file, whatever they are. A pure function; nothing in the bytes is taken on trust.</summary>
internal static class ModelFileReader
{
    private static readonly byte[] LfsPointer = Encoding.ASCII.GetBytes("version https://git-lfs");
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] EmptyZip = [(byte)'P', (byte)'K', 5, 6];

    /// <exception cref="ModelFileException">The file cannot be used.</exception>
    public static ModelContent Read(byte[] file) =>
        StartsWith(file, LfsPointer) ? throw new ModelFileException("is a pointer of Git LFS and not the file itself; run 'git lfs pull'")
        : StartsWith(file, Zip) || StartsWith(file, EmptyZip) ? NpzFile.Read(file)
        : SafetensorsFile.Read(file);

    private static bool StartsWith(byte[] file, byte[] start)
    {
        for (int i = 0; i < start.Length; i++)
        {
            if (i == file.Length || file[i] != start[i])
            {
                return false;
            }
        }

        return true;
    }
}
