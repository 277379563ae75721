using System.Runtime.CompilerServices;

namespace NeuralGen.Tests.Runtime;

public sealed class ParameterVectorTests
{
    [Fact]
    public void NewVectorIsZero()
    {
        var vector = new ParameterVector<float>(Layouts.Flat(33));

        Assert.All(vector.Storage.ToArray(), element => Assert.Equal(0f, element));
    }

    [Fact]
    public void CountLeavesOutPadding()
    {
        Assert.Equal(8, new ParameterVector<float>(Layouts.Transposed()).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void StorageBeginsAtACacheLine(int count)
    {
        var vector = new ParameterVector<float>(Layouts.Flat(count));

        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<float>(), ref vector.StorageReference);

        Assert.Equal(0, address % 64);
    }

    [Fact]
    public void StorageStaysWhereItIsWhenMemoryIsCollected()
    {
        var vector = new ParameterVector<double>(Layouts.Flat(5));
        nint before = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref vector.StorageReference);

        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref vector.StorageReference));
    }

    [Fact]
    public void CopyFromFillsTensorsInOrderAndRowMajor()
    {
        var vector = new ParameterVector<double>(Layouts.Transposed());

        vector.CopyFrom([1.0, 2, 3, 4, 5, 6, 7, 8]);

        // W = [1 2 3; 4 5 6] by columns, padded to 4; then b.
        Assert.Equal([1.0, 4, 0, 0, 2, 5, 0, 0, 3, 6, 0, 0, 7, 8, 0, 0], vector.Storage);
    }

    [Fact]
    public void CopyToGivesBackWhatCopyFromTook()
    {
        double[] values = [1, 2, 3, 4, 5, 6, 7, 8];
        var vector = new ParameterVector<double>(Layouts.Transposed());
        vector.CopyFrom(values);

        double[] copy = new double[8];
        vector.CopyTo(copy);

        Assert.Equal(values, copy);
    }

    [Fact]
    public void CopyFromAnotherVectorCopiesAllElements()
    {
        var source = new ParameterVector<double>(Layouts.Transposed());
        source.CopyFrom([1.0, 2, 3, 4, 5, 6, 7, 8]);
        var copy = new ParameterVector<double>(Layouts.Transposed());

        copy.CopyFrom(source);

        Assert.Equal(source.Storage, copy.Storage);
    }

    [Fact]
    public void CopyFromAnotherLayoutNamesTheSource()
    {
        var vector = new ParameterVector<double>(Layouts.Transposed());

        Assert.Throws<ArgumentException>("source", () => vector.CopyFrom(new ParameterVector<double>(Layouts.Flat(8))));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void CopyToAWrongLengthNamesBothLengths(int length)
    {
        var vector = new ParameterVector<double>(Layouts.Transposed());

        ArgumentException exception = Assert.Throws<ArgumentException>("destination", () => vector.CopyTo(new double[length]));

        Assert.Contains($"must be 8, the number of parameters; it is {length}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    public void CopyFromAWrongLengthWritesNothing(int length)
    {
        var vector = new ParameterVector<double>(Layouts.Transposed());
        double[] source = [.. Enumerable.Repeat(1.0, length)];

        Assert.Throws<ArgumentException>("source", () => vector.CopyFrom(source));

        Assert.All(vector.Storage.ToArray(), element => Assert.Equal(0.0, element));
    }

    [Fact]
    public void ClearSetsEverythingToZero()
    {
        var vector = new ParameterVector<double>(Layouts.Flat(3));
        vector.CopyFrom([1.0, 2, 3]);

        vector.Clear();

        Assert.Equal([0.0, 0, 0], vector.Storage);
    }

    [Fact]
    public void UnknownTensorIsAnErrorThatListsTheTensors()
    {
        var vector = new ParameterVector<double>(Layouts.Transposed());

        ArgumentException exception = Assert.Throws<ArgumentException>(() => vector["dense2.weight"]);

        Assert.Contains("dense1.weight [2, 3], dense1.bias [2]", exception.Message, StringComparison.Ordinal);
    }
}
