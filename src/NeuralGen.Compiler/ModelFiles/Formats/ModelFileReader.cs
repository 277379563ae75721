using System.Text;
using NeuralGen.Compiler.ModelFiles.Formats.Npz;
using NeuralGen.Compiler.ModelFiles.Formats.Safetensors;

namespace NeuralGen.Compiler.ModelFiles.Formats;

/// <summary>Reads the bytes of a model file, whatever they are. A pure function; nothing in the bytes is taken on trust.</summary>
internal static class ModelFileReader
{
    private const string Pickle = "is a pickled object of Python, which is never read, since it can run any code; write the weights with safetensors or numpy.savez";

    private static readonly byte[] LfsPointer = Encoding.ASCII.GetBytes("version https://git-lfs");
    private static readonly byte[] Zip = [(byte)'P', (byte)'K', 3, 4];
    private static readonly byte[] EmptyZip = [(byte)'P', (byte)'K', 5, 6];

    /// <summary>What people take for a file of weights, and how to get one. Looked at only where reading has failed.</summary>
    private static readonly (byte[] Start, string Problem)[] OtherKinds =
    [
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "is an HDF5 file, as Keras writes them; write its arrays with numpy.savez"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], "is a single array of NumPy; write all arrays into one file with numpy.savez"),
        ([0x80, 2, (byte)'}'], Pickle),
        ([0x80, 2, 0x8A], Pickle),
        ([0x80, 4, 0x95], Pickle),
        ([0x80, 5, 0x95], Pickle),
    ];

    /// <exception cref="ModelFileException">The file cannot be used.</exception>
    public static ModelContent Read(byte[] file)
    {
        if (StartsWith(file, LfsPointer))
        {
            throw new ModelFileException("is a pointer of Git LFS and not the file itself; run 'git lfs pull'");
        }

        try
        {
            return StartsWith(file, Zip) || StartsWith(file, EmptyZip) ? NpzFile.Read(file) : SafetensorsFile.Read(file);
        }
        catch (ModelFileException) when (Array.Find(OtherKinds, kind => StartsWith(file, kind.Start)) is { Problem: { } problem })
        {
            throw new ModelFileException(problem);
        }
    }

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
