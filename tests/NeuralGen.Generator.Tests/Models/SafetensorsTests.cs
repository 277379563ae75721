using NeuralGen.Compiler.ModelFiles.Formats;
using NeuralGen.Generator.Tests.Helpers;
using NeuralGen.Training.Tests.Saving;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>The reader of the build: what is no sound file of the network's tensors is refused, as the library does at run time.</summary>
public class SafetensorsTests
{
    private const string Network = "using NeuralGen; [NeuralNetwork(3, Weights = \"model.safetensors\")] [Dense(2)] partial class Net;";
    private const string Damaged = "is damaged or not a safetensors file: ";

    /// <summary>Files whose names of layers are not those of the contract, but clear.</summary>
    private static readonly string[] Recognised = ["names of another network", "names in capitals"];

    public static TheoryData<string> AllFiles => [.. Damage.Files.Select(file => file.Name).Except(Recognised)];

    public static TheoryData<string> RecognisedFiles => [.. Recognised];

    // A zip file is for the reader of .npz here.
    public static TheoryData<string> DamagedFiles => [.. Damage.Files
        .Where(file => file.Problem.StartsWith(Damaged, StringComparison.Ordinal) && file.Name != "a zip file")
        .Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(AllFiles))]
    public async Task What_cannot_be_loaded_at_run_time_is_an_error_at_compile_time(string name)
    {
        GeneratorRun run = Run(Find(name).Content);
        Assert.StartsWith("NG30", (await run.AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken))[0].Id, StringComparison.Ordinal);
        Assert.Empty(run.Files);
    }

    [Theory]
    [MemberData(nameof(RecognisedFiles))]
    public async Task Layers_of_other_names_are_recognised(string name) =>
        Assert.Empty(await Run(Find(name).Content).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(DamagedFiles))]
    public void Damage_is_described_in_the_words_of_the_library(string name)
    {
        DamagedFile file = Find(name);
        ModelFileException exception = Assert.Throws<ModelFileException>(() => ModelFileReader.Read(file.Content));
        Assert.Equal(file.Problem, exception.Message + ".");
    }

    [Fact]
    public async Task Sound_file_has_no_diagnostic() =>
        Assert.Empty(await Run(SafetensorsBytes.Sound).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));

    [Fact]
    public void Every_shorter_file_is_refused() => Assert.All(
        Enumerable.Range(0, SafetensorsBytes.Sound.Length),
        length => Assert.Throws<ModelFileException>(() => ModelFileReader.Read(SafetensorsBytes.Sound[..length])));

    /// <summary>Whatever a byte is changed to, the file is read or refused; nothing else is thrown.</summary>
    [Fact]
    public void Every_change_of_a_byte_is_read_or_refused()
    {
        byte[] sound = SafetensorsBytes.Sound;
        foreach (int place in Enumerable.Range(0, sound.Length - 32))
        {
            foreach (byte value in Enumerable.Range(0, 256).Select(value => (byte)value))
            {
                byte[] changed = [.. sound];
                changed[place] = value;
                _ = Record.Exception(() => ModelFileReader.Read(changed)) is not { } exception || exception is ModelFileException
                    ? true
                    : throw new InvalidOperationException($"Byte {place} as {value:x2} gives {exception}");
            }
        }
    }

    [Fact]
    public void Git_Lfs_pointer_is_named()
    {
        byte[] pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"u8.ToArray();
        Assert.Equal(
            "is a pointer of Git LFS and not the file itself; run 'git lfs pull'",
            Assert.Throws<ModelFileException>(() => ModelFileReader.Read(pointer)).Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0 }, "is an HDF5 file, as Keras writes them; write its arrays with numpy.savez")]
    [InlineData(new byte[] { 0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 16, 0 }, "is a single array of NumPy; write all arrays into one file with numpy.savez")]
    [InlineData(new byte[] { 0x80, 4, 0x95, 1, 0, 0, 0, 0, 0, 0 }, "is a pickled object of Python, which is never read, since it can run any code; write the weights with safetensors or numpy.savez")]
    public void File_of_another_kind_is_named(byte[] start, string problem) =>
        Assert.Equal(problem, Assert.Throws<ModelFileException>(() => ModelFileReader.Read(start)).Message);

    private static DamagedFile Find(string name) => Damage.Files.Single(file => file.Name == name);

    private static GeneratorRun Run(byte[] file) =>
        GeneratorRun.Of([Network], BuildSettings.Default with { Models = [TestModel.OfFile("model.safetensors", file)] }, FakeCompiler.Compile);
}
