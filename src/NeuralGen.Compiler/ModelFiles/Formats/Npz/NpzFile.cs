namespace NeuralGen.Compiler.ModelFiles.Formats.Npz;

/// <summary>Reads NumPy's .npz files: zip files with a .npy file for each array, packed or not.</summary>
internal static class NpzFile
{
    private const string Extension = ".npy";

    // In a file of PyTorch it comes first.
    private const string Pickle = "data.pkl";

    // Arrays longer than this do not fit into the assembly.
    private const long Most = int.MaxValue;

    /// <exception cref="ModelFileException">The file is damaged, or holds what is no array of numbers.</exception>
    public static ModelContent Read(byte[] file)
    {
        ZipFile zip = ZipFile.Open(file);
        ThrowIfTooLarge(zip);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var tensors = new List<FileTensor>();
        foreach (ZipEntry entry in zip.Entries)
        {
            string name = entry.Name.EndsWith(Extension, StringComparison.Ordinal)
                ? entry.Name.Substring(0, entry.Name.Length - Extension.Length)
                : throw new ModelFileException(Other(entry.Name));
            if (!names.Add(name))
            {
                throw new ModelFileException($"holds the array {ModelFileException.Quote(name)} twice");
            }

            tensors.Add(new NpyParser(zip.Unpack(entry), name).Read());
        }

        return new ModelContent("npz", tensors, isCheckpoint: false);
    }

    /// <summary>What a zip file is that holds something else than arrays.</summary>
    private static string Other(string entry) => entry == Pickle || entry.EndsWith("/" + Pickle, StringComparison.Ordinal)
        ? "is a file of torch.save, whose pickled objects are never read, since they can run any code; write the weights with safetensors"
        : $"is not a .npz file: it holds {ModelFileException.Quote(entry)}, which is no .npy file";

    private static void ThrowIfTooLarge(ZipFile zip)
    {
        if (zip.Entries.Sum(entry => entry.Length) > Most)
        {
            throw new ModelFileException("is too large: unpacked, its arrays take more than 2 GB");
        }
    }
}
