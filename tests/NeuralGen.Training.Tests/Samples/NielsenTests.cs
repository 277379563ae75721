using System.Buffers.Binary;

namespace NeuralGen.Tests.Samples;

/// <summary>Runs samples/Nielsen, on images that are made up here: MNIST itself is too large for the repository.</summary>
public sealed class NielsenTests
{
    private const int Side = 28;

    [Fact]
    public async Task ShowsTheBooksFiguresBesideOurs()
    {
        using var folder = new TemporaryFolder();
        WritePart(folder, "train", 1200, seed: 1);
        WritePart(folder, "t10k", 200, seed: 2);

        SampleResult result = await SampleProgram.Run("Nielsen", "--mnist", folder.Path, "--epochs", "2");

        Assert.True(result.ExitCode == 0, result.Error);
        string[] rows = [.. result.Output.Split('\n').Where(line => line.Contains("| 784-", StringComparison.Ordinal))];
        Assert.Equal(["95.42", "96.59", "95.49", "96.82", "96.49", "97.92", "over 96", "over 96"], rows.Select(row => row.Split('|')[6].Trim()));
    }

    [Fact]
    public async Task MissingFolderIsOneLineAndExitCodeOne()
    {
        string missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        SampleResult result = await SampleProgram.Run("Nielsen", "--mnist", missing);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(missing, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingOptionIsOneLineAndExitCodeOne()
    {
        SampleResult result = await SampleProgram.Run("Nielsen");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--mnist", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Two IDX files: images of noise with a bright bar whose place is the digit, and the digits.</summary>
    private static void WritePart(TemporaryFolder folder, string part, int count, int seed)
    {
        var random = new Random(seed);
        byte[] images = new byte[16 + (count * Side * Side)];
        byte[] labels = new byte[8 + count];
        WriteHeader(images, 3, count, Side, Side);
        WriteHeader(labels, 1, count);
        for (int i = 0; i < count; i++)
        {
            byte digit = (byte)random.Next(10);
            labels[8 + i] = digit;
            Span<byte> image = images.AsSpan(16 + (i * Side * Side), Side * Side);
            random.NextBytes(image);
            image.Slice((2 + (2 * digit)) * Side, 2 * Side).Fill(255);
        }

        File.WriteAllBytes(folder.File($"{part}-images-idx3-ubyte"), images);
        File.WriteAllBytes(folder.File($"{part}-labels-idx1-ubyte"), labels);
    }

    private static void WriteHeader(Span<byte> file, byte dimensions, params ReadOnlySpan<int> sizes)
    {
        file[2] = 8;
        file[3] = dimensions;
        for (int i = 0; i < sizes.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file[(4 + (4 * i))..], sizes[i]);
        }
    }
}
