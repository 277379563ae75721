using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Tests.Runtime;

namespace NeuralGen.Training.Tests.Saving;

/// <summary>Whatever a file is like, loading it gives one clear exception and leaves the parameters alone.</summary>
public sealed class DamagedFileTests
{
    // A NaN with bits of its own, which only a copy of bits preserves.
    private static readonly float[] Before = [9, 8, 7, BitConverter.UInt32BitsToSingle(0x7fc1_2345), 5, 4, 3, 2];

    public static TheoryData<string> Names => [.. Damage.Files.Select(file => file.Name)];

    [Fact]
    public void SoundFileIsLoaded() => Assert.Equal(SafetensorsBytes.Values, SafetensorsBytes.Load(SafetensorsBytes.Sound));

    [Theory]
    [MemberData(nameof(Names))]
    public void MessageSaysWhatIsWrong(string name)
    {
        DamagedFile damaged = Find(name);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SafetensorsBytes.Load(damaged.Content));

        Assert.Equal("The stream " + damaged.Problem, exception.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MessageNamesTheFile(string name)
    {
        DamagedFile damaged = Find(name);
        using var file = new TemporaryFile(damaged.Content);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Vector().Load(file.Path));

        Assert.Equal($"'{file.Path}' {damaged.Problem}", exception.Message);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ParametersAreAsTheyWere(string name)
    {
        ParameterVector<float> vector = Vector();
        byte[] before = SafetensorsBytes.BitsOf(vector);

        Assert.ThrowsAny<Exception>(() => vector.Load(new MemoryStream(Find(name).Content)));

        Assert.Equal(before, SafetensorsBytes.BitsOf(vector));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StreamWithoutALengthIsRefusedAlike(string name) =>
        Assert.Throws<InvalidDataException>(() => Vector().Load(new Pipe(Find(name).Content)));

    [Fact]
    public void EveryShorterFileIsRefused()
    {
        byte[] sound = SafetensorsBytes.Sound;

        Assert.All(Enumerable.Range(0, sound.Length), length => AssertRefused(new MemoryStream(sound[..length])));
    }

    [Fact]
    public void EveryShorterStreamWithoutALengthIsRefused()
    {
        byte[] sound = SafetensorsBytes.Sound;

        Assert.All(Enumerable.Range(0, sound.Length), length => AssertRefused(new Pipe(sound[..length])));
    }

    [Fact]
    public void ByteBehindTheEndOfAStreamWithoutALengthIsNamed()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Vector().Load(new Pipe([.. SafetensorsBytes.Sound, 0])));

        Assert.Equal(
            "The stream is damaged or not a safetensors file: at offset 174, expected the end of the file after 174 bytes, as its header says; found more bytes.",
            exception.Message);
    }

    [Fact]
    public void EndWithinATensorOfAStreamWithoutALengthIsNamed()
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Vector().Load(new Pipe(SafetensorsBytes.Sound[..^1])));

        Assert.Equal(
            "The stream is damaged or not a safetensors file: at offset 166, expected 8 bytes, tensor 'dense1.bias'; found only 7 before the end of the file.",
            exception.Message);
    }

    [Fact]
    public void AnyBytesOfTheHeaderMayBeDamaged()
    {
        // The length and the JSON; damaged data is other data.
        byte[] sound = SafetensorsBytes.Sound;
        Gen<(int, byte)> change = Gen.Choose(0, sound.Length - 33).Zip(Gen.Choose(0, 255).Select(value => (byte)value));
        Arbitrary<(int Place, byte Value)[]> changes = change.NonEmptyListOf().Select(list => list.Take(6).ToArray()).ToArbitrary();

        Prop.ForAll(changes, drawn =>
        {
            byte[] file = [.. sound];
            foreach ((int place, byte value) in drawn)
            {
                file[place] = value;
            }

            return IsRefusedOrLoadedWhole(file);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void AnyPieceOfTheHeaderMayBeRepeatedOrLeftOut()
    {
        string header = SafetensorsBytes.Header;
        Arbitrary<(int, int, bool)> pieces = Gen.Choose(0, header.Length).Three()
            .Select(drawn => (Math.Min(drawn.Item1, drawn.Item2), Math.Max(drawn.Item1, drawn.Item2), drawn.Item3 % 2 == 0)).ToArbitrary();

        Prop.ForAll(pieces, ((int Start, int End, bool IsRepeated) drawn) =>
        {
            string piece = drawn.IsRepeated ? header[drawn.Start..drawn.End] : "";
            string damaged = header[..(drawn.IsRepeated ? drawn.End : drawn.Start)] + piece + header[drawn.End..];
            return IsRefusedOrLoadedWhole(SafetensorsBytes.File(damaged, SafetensorsBytes.Data(SafetensorsBytes.Values)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void HeaderThatClaimsMuchDoesNotMakeAStreamAllocateMuch()
    {
        byte[] file = [.. SafetensorsBytes.Length(99_999_999), (byte)'{'];

        Assert.InRange(AllocatedBy(new Pipe(file)), 0, 200_000);
    }

    [Fact]
    public void ShapeOfManyDimensionsAllocatesASmallMultipleOfTheFile()
    {
        byte[] file = SafetensorsBytes.File("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + string.Join(",", Enumerable.Repeat("1", 500_000)) + "],\"data_offsets\":[0,4]}}", new byte[4]);

        Assert.InRange(AllocatedBy(new MemoryStream(file)), 0, 20L * file.Length);
    }

    [Fact]
    public void ManyTensorsAllocateASmallMultipleOfTheFile()
    {
        IEnumerable<string> tensors = Enumerable.Range(0, 20_000).Select(i => $"\"{i}\":{{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[{i},{i + 1}]}}");
        byte[] file = SafetensorsBytes.File("{" + string.Join(",", tensors) + "}", new byte[20_000]);

        Assert.InRange(AllocatedBy(new MemoryStream(file)), 0, 20L * file.Length);
    }

    private static DamagedFile Find(string name) => Damage.Files.Single(file => file.Name == name);

    private static ParameterVector<float> Vector()
    {
        var vector = new ParameterVector<float>(SafetensorsBytes.Layout);
        vector.CopyFrom(Before);
        return vector;
    }

    private static void AssertRefused(Stream stream) => Assert.Throws<InvalidDataException>(() => Vector().Load(stream));

    private static long AllocatedBy(Stream stream)
    {
        // The code and its tables are loaded by another file first.
        AssertRefused(new MemoryStream(SafetensorsBytes.File("{}")));
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(stream);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Either one InvalidDataException and the parameters as they were, or exactly the numbers of the data.</summary>
    private static bool IsRefusedOrLoadedWhole(byte[] file)
    {
        ParameterVector<float> vector = Vector();
        byte[] before = SafetensorsBytes.BitsOf(vector);
        try
        {
            vector.Load(new MemoryStream(file));
        }
        catch (InvalidDataException)
        {
            return SafetensorsBytes.BitsOf(vector).SequenceEqual(before);
        }

        // Sound again, perhaps with the tensors in the other order.
        float[] values = SafetensorsBytes.ValuesOf(vector);
        return values.Order().SequenceEqual(SafetensorsBytes.Values);
    }
}
