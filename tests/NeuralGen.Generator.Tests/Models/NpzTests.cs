using System.IO.Compression;
using NeuralGen.Compiler.ModelFiles.Formats;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>NumPy's .npz files: every spelling is read, every damage refused.</summary>
public class NpzTests
{
    // {'descr': '<f4', 'fortran_order': False, 'shape': (2,), } with a value in each place that is damaged below.
    private static readonly byte[] Sound = NpzBytes.Npy("<f4", "(2,)", false, NpzBytes.Bytes(1, 2));

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Arrays_are_read_packed_or_not(CompressionLevel compression)
    {
        byte[] file = NpzBytes.Npz(compression, ("dense1.bias.npy", Sound), ("other.npy", Sound));
        ModelContent content = ModelFileReader.Read(file);
        Assert.Equal(["dense1.bias", "other"], content.Tensors.Select(tensor => tensor.Name));
        Assert.All(content.Tensors, tensor => Assert.Equal(NpzBytes.Bytes(1, 2), Numbers(tensor)));
    }

    [Fact]
    public void Column_major_array_becomes_row_major()
    {
        FileTensor tensor = Read(NpzBytes.Npy("<f4", "(2, 3)", true, NpzBytes.Bytes(1, 4, 2, 5, 3, 6)));
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal(NpzBytes.Bytes(1, 2, 3, 4, 5, 6), Numbers(tensor));
    }

    [Fact]
    public void Big_endian_array_becomes_little_endian() =>
        Assert.Equal(NpzBytes.Bytes(1), Numbers(Read(NpzBytes.Npy(">f4", "(1,)", false, 0x3f, 0x80, 0, 0))));

    [Theory]
    [InlineData("<f2", 2, "F16")]
    [InlineData("=f8", 8, "F64")]
    [InlineData("<i8", 8, "<i8")]
    [InlineData("|b1", 1, "|b1")]
    public void Type_is_known(string description, int size, string type) =>
        Assert.Equal(type, Read(NpzBytes.Npy(description, "(1,)", false, new byte[size])).Type);

    [Theory]
    [InlineData("()", 1)]
    [InlineData("(0, 5)", 0)]
    [InlineData("(1L, 2L)", 2)]
    public void Shape_is_known(string shape, int count) =>
        Assert.Equal(count, Read(NpzBytes.Npy("<f4", shape, false, new byte[4 * count])).Count);

    [Theory]
    [InlineData("'descr': '<f4', 'fortran_order': False, 'shape': (2,)", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", 8)]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'x': 1}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (2,)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2,)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}", 8)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", 8)]
    [InlineData("{'descr': '<f3', 'fortran_order': False, 'shape': (2,)}", 6)]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}", 8)]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", 8)]
    [InlineData("{'descr': '<f4, 'fortran_order': False, 'shape': (2,)", 8)]
    [InlineData("", 8)]
    public void Damaged_array_is_refused(string header, int length) =>
        Assert.Contains("of tensor 'x'", Assert.Throws<ModelFileException>(() => Read(NpzBytes.Npy(header, new byte[length]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Array_twice_is_refused() =>
        Assert.Equal("holds the array 'a' twice", Refusal(NpzBytes.Npz(CompressionLevel.NoCompression, ("a.npy", Sound), ("a.npy", Sound))));

    [Fact]
    public void File_that_is_no_array_is_refused() =>
        Assert.Equal("is not a .npz file: it holds 'readme.txt', which is no .npy file", Refusal(NpzBytes.Npz(CompressionLevel.NoCompression, ("readme.txt", Sound))));

    [Fact]
    public void File_of_PyTorch_is_named() => Assert.Equal(
        "is a file of torch.save, whose pickled objects are never read, since they can run any code; write the weights with safetensors",
        Refusal(NpzBytes.Npz(CompressionLevel.NoCompression, ("policy/data.pkl", [0x80, 2]), ("policy/data/0", [0, 0]))));

    [Fact]
    public void Name_that_the_directory_does_not_have_is_refused()
    {
        const int Name = 30;
        byte[] file = NpzBytes.Npz(CompressionLevel.NoCompression, ("a.npy", Sound));
        file[Name] = (byte)'b';
        Assert.Equal("is damaged or not a .npz file: at offset 30, expected the name in the directory, 'a.npy'; found 'b.npy'", Refusal(file));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Every_shorter_file_is_refused(CompressionLevel compression)
    {
        byte[] sound = NpzBytes.Npz(compression, ("a.npy", Sound));
        Assert.All(Enumerable.Range(0, sound.Length), length => Assert.Throws<ModelFileException>(() => ModelFileReader.Read(sound[..length])));
    }

    /// <summary>A changed byte is found by the checksum, or changes nothing that matters: never a wrong number.</summary>
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Every_change_of_a_byte_is_refused_or_harmless(CompressionLevel compression)
    {
        byte[] sound = NpzBytes.Npz(compression, ("a.npy", Sound));
        for (int place = 0; place < sound.Length; place++)
        {
            foreach (int change in new[] { 1, 0x80, 0xFF })
            {
                byte[] changed = [.. sound];
                changed[place] ^= (byte)change;
                try
                {
                    Assert.All(ModelFileReader.Read(changed).Tensors, tensor => Assert.Equal(NpzBytes.Bytes(1, 2), Numbers(tensor)));
                }
                catch (ModelFileException)
                {
                    // Refused.
                }
            }
        }
    }

    [Fact]
    public void Checksum_is_compared()
    {
        byte[] file = NpzBytes.Npz(CompressionLevel.NoCompression, ("a.npy", Sound));
        int place = file.AsSpan().IndexOf(NpzBytes.Bytes(1, 2));
        file[place] ^= 1;
        Assert.Contains("expected bytes with the checksum", Refusal(file), StringComparison.Ordinal);
    }

    private static string Refusal(byte[] file) => Assert.Throws<ModelFileException>(() => ModelFileReader.Read(file)).Message;

    private static FileTensor Read(byte[] npy) => Assert.Single(ModelFileReader.Read(NpzBytes.Npz(CompressionLevel.NoCompression, ("x.npy", npy))).Tensors);

    private static byte[] Numbers(FileTensor tensor) => tensor.Bytes[tensor.Start..(tensor.Start + tensor.Length)];
}
