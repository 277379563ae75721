using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Saving;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] Old = [1, 2, 3];

    private readonly string _folder = Directory.CreateTempSubdirectory("neuralgen-saving-").FullName;

    private string File1 => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void FailureInTheMiddleLeavesTheOldFile()
    {
        File.WriteAllBytes(File1, Old);

        Assert.Throws<IOException>(() => AtomicFile.Write(File1, WriteAndFail));

        Assert.Equal(Old, File.ReadAllBytes(File1));
    }

    [Fact]
    public void FailureInTheMiddleLeavesNoOtherFile()
    {
        File.WriteAllBytes(File1, Old);

        Assert.Throws<IOException>(() => AtomicFile.Write(File1, WriteAndFail));

        Assert.Equal([File1], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void FailureOfAFirstSaveLeavesNothing()
    {
        Assert.Throws<IOException>(() => AtomicFile.Write(File1, WriteAndFail));

        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void OldFileIsThereUntilTheNewOneIsWhole()
    {
        File.WriteAllBytes(File1, Old);
        byte[] seen = [];

        AtomicFile.Write(File1, stream =>
        {
            stream.Write([4, 5]);
            stream.Flush();
            seen = File.ReadAllBytes(File1);
        });

        Assert.Equal(Old, seen);
    }

    [Fact]
    public void NewFileTakesThePlaceOfALongerOne()
    {
        File.WriteAllBytes(File1, new byte[100_000]);

        AtomicFile.Write(File1, stream => stream.Write([4, 5]));

        Assert.Equal([4, 5], File.ReadAllBytes(File1));
    }

    [Fact]
    public void SaveLeavesNoOtherFile()
    {
        new SmallClassifier().Save(File1);

        Assert.Equal([File1], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void SavesAtOnceLeaveOneOfThemWhole()
    {
        var networks = new SmallClassifier[8];
        for (int i = 0; i < networks.Length; i++)
        {
            networks[i] = new SmallClassifier();
            networks[i].Initialize(i);
        }

        Parallel.For(0, 64, i => networks[i % 8].Save(File1));

        var loaded = new SmallClassifier();
        loaded.Load(File1);
        Assert.Contains(networks, network => SafetensorsBytes.BitsOf(network.Parameters).SequenceEqual(SafetensorsBytes.BitsOf(loaded.Parameters)));
    }

    [Fact]
    public void MissingFolderIsNamed()
    {
        string path = Path.Combine(_folder, "missing", "model.safetensors");

        DirectoryNotFoundException exception = Assert.Throws<DirectoryNotFoundException>(() => new SmallClassifier().Save(path));

        Assert.Equal($"'{path}' cannot be written: there is no folder '{Path.GetDirectoryName(path)}'.", exception.Message);
    }

    [Fact]
    public void FolderInThePlaceOfTheFileIsNamed()
    {
        IOException exception = Assert.Throws<IOException>(() => new SmallClassifier().Save(_folder));

        Assert.Equal($"'{_folder}' cannot be written: it is a folder.", exception.Message);
    }

    [Fact]
    public void RelativePathIsInTheCurrentFolder()
    {
        string name = Path.GetRandomFileName();
        try
        {
            new SmallClassifier().Save(name);

            Assert.True(File.Exists(Path.Combine(Environment.CurrentDirectory, name)));
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Fact]
    public void NameMayBeAsLongAsTheFileSystemAllows()
    {
        string path = Path.Combine(_folder, new string('a', 255));

        AtomicFile.Write(path, stream => stream.Write([4, 5]));

        Assert.Equal([4, 5], File.ReadAllBytes(path));
    }

    [Fact]
    public void LinkStaysALink()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string link = Path.Combine(_folder, "link");
        File.WriteAllBytes(File1, Old);
        File.CreateSymbolicLink(link, File1);

        AtomicFile.Write(link, stream => stream.Write([4, 5]));

        Assert.Equal(File1, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void FileBehindALinkIsReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        string link = Path.Combine(_folder, "link");
        File.WriteAllBytes(File1, Old);
        File.CreateSymbolicLink(link, File1);

        AtomicFile.Write(link, stream => stream.Write([4, 5]));

        Assert.Equal([4, 5], File.ReadAllBytes(File1));
    }

    [Fact]
    public void PermissionsStay()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has no such permissions.");
        File.WriteAllBytes(File1, Old);
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite;
#pragma warning disable CA1416 // Skipped above.
        File.SetUnixFileMode(File1, Mode);

        AtomicFile.Write(File1, stream => stream.Write([4, 5]));

        Assert.Equal(Mode, File.GetUnixFileMode(File1));
#pragma warning restore CA1416
    }

    private static void WriteAndFail(Stream stream)
    {
        stream.Write(new byte[100_000]);
        throw new IOException("The disk is full.");
    }
}
