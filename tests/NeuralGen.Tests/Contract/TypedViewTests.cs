namespace NeuralGen.Tests.Contract;

/// <summary>The members of the class itself: constants and typed views.</summary>
[Trait("Category", "Numeric")]
public class TypedViewTests
{
    // That this compiles is the test that sizes are usable as constants.
    private const int Outputs = TypedViewNetwork.OutputSize;

    [Fact]
    public void SizesAreConstants() => Assert.Equal((3, 2), (TypedViewNetwork.InputSize, Outputs));

    [Fact]
    public void InputSizeIsTheProductOfTheShape() => Assert.Equal(24, ShapedInputNetwork.InputSize);

    [Fact]
    public void WeightsAreThoseOfTheVector()
    {
        var network = new TypedViewNetwork();
        network.Dense1.Weights[3, 2] = 12.5f;
        Assert.Equal(12.5f, network.Parameters["dense1.weight"][3, 2]);
    }

    [Fact]
    public void BiasesAreThoseOfTheVector()
    {
        var network = new TypedViewNetwork();
        network.Dense2.Biases[1] = 12.5f;
        Assert.Equal(12.5f, network.Parameters["dense2.bias"][1]);
    }

    [Fact]
    public void WeightsOfALayerWithoutBiasesAreThoseOfTheVector()
    {
        var network = new TypedViewWithoutBiasesNetwork();
        network.Dense1.Weights[2, 1] = 12.5;
        Assert.Equal(12.5, network.Parameters["dense1.weight"][2, 1]);
    }

    [Fact]
    public void WeightLeadsFromItsColumnToItsRow()
    {
        var network = new TypedViewNetwork();
        network.Parameters.Clear();
        network.Dense1.Weights[2, 1] = 1;
        network.Dense2.Weights[0, 2] = 2;
        float[] output = new float[Outputs];

        network.Forward([0, 0.5f, 0], output);

        Assert.Equal([2 * MathF.Tanh(0.5f), 0], output, (expected, actual) => MathF.Abs(expected - actual) <= 1e-6f);
    }

    [Fact]
    public void VectorIsInRowMajorOrderOfTheLayers()
    {
        var network = new TypedViewNetwork();
        network.Parameters.CopyFrom([.. Enumerable.Range(0, network.Parameters.Count).Select(i => (float)i)]);
        Assert.Equal(
            (1 * 3 + 2, 12 + 3, 16 + 4 + 2, 24 + 1),
            (network.Dense1.Weights[1, 2], network.Dense1.Biases[3], network.Dense2.Weights[1, 2], network.Dense2.Biases[1]));
    }
}
