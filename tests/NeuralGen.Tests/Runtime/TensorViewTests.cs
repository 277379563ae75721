namespace NeuralGen.Tests.Runtime;

public sealed class TensorViewTests
{
    private readonly ParameterVector<double> _vector = new(Layouts.Transposed());

    private TensorView<double> Weights => _vector["dense1.weight"];

    private TensorView<double> Biases => _vector["dense1.bias"];

    [Fact]
    public void ShapeIsLogical() => Assert.Equal([2, 3], Weights.Shape);

    [Fact]
    public void CountIsLogical() => Assert.Equal(6, Weights.Count);

    [Fact]
    public void NameIsTheTensors() => Assert.Equal("dense1.bias", Biases.Name);

    [Fact]
    public void ElementOfAMatrixFollowsTheStrides()
    {
        Weights[1, 2] = 7;

        Assert.Equal(7, _vector.Storage[9]);
    }

    [Fact]
    public void ElementOfAVectorFollowsTheOffset()
    {
        Biases[1] = 7;

        Assert.Equal(7, _vector.Storage[13]);
    }

    [Fact]
    public void CopyFromIsRowMajor()
    {
        Weights.CopyFrom([1.0, 2, 3, 4, 5, 6]);

        Assert.Equal([1.0, 4, 0, 0, 2, 5, 0, 0, 3, 6, 0, 0, 0, 0, 0, 0], _vector.Storage);
    }

    [Fact]
    public void CopyToIsRowMajor()
    {
        Weights[0, 2] = 3;
        Weights[1, 0] = 4;
        double[] copy = new double[6];

        Weights.CopyTo(copy);

        Assert.Equal([0.0, 0, 3, 4, 0, 0], copy);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void CopyToAWrongLengthNamesBothLengths(int length)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>("destination", () => Weights.CopyTo(new double[length]));

        Assert.Contains($"must be 6, the number of elements of dense1.weight [2, 3]; it is {length}", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    public void CopyFromAWrongLengthNamesTheSource(int length)
    {
        Assert.Throws<ArgumentException>("source", () => Weights.CopyFrom(new double[length]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void RowOutsideIsNamed(int row)
    {
        Assert.Throws<ArgumentOutOfRangeException>("j", () => Weights[row, 0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void ColumnOutsideIsNamed(int column)
    {
        Assert.Throws<ArgumentOutOfRangeException>("k", () => Weights[0, column]);
    }

    [Fact]
    public void IndexOutsideAVectorIsNamed()
    {
        Assert.Throws<ArgumentOutOfRangeException>("j", () => Biases[2]);
    }

    [Fact]
    public void MatrixDoesNotTakeOneIndex()
    {
        Assert.Throws<InvalidOperationException>(() => Weights[0]);
    }

    [Fact]
    public void VectorDoesNotTakeTwoIndices()
    {
        Assert.Throws<InvalidOperationException>(() => Biases[0, 0]);
    }
}
