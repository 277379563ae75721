using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Initialisation;

/// <summary>What a seed decides.</summary>
[Trait("Category", "Numeric")]
public class SeedTests
{
    [Fact]
    public void NewNetworksOfAClassAreEqual() =>
        Assert.Equal(Numbers.Of(new SeedlessNetwork().Parameters), Numbers.Of(new SeedlessNetwork().Parameters));

    [Fact]
    public void DefaultSeedIsZero()
    {
        var network = new SeedlessNetwork();
        float[] initial = Numbers.Of(network.Parameters);
        network.Initialize(0);
        Assert.Equal(initial, Numbers.Of(network.Parameters));
    }

    [Fact]
    public void DeclaredSeedIsUsed()
    {
        var network = new SeedlessNetwork();
        network.Initialize(7);
        Assert.Equal(Numbers.Of(network.Parameters), Numbers.Of(new SevenNetwork().Parameters));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void SameSeedGivesTheSameParametersAgain(int seed)
    {
        var network = new SeedlessNetwork();
        network.Initialize(seed);
        float[] first = Numbers.Of(network.Parameters);
        network.Initialize(3);
        network.Initialize(seed);
        Assert.Equal(first, Numbers.Of(network.Parameters));
    }

    [Fact]
    public void OtherSeedsGiveOtherParameters()
    {
        var network = new SeedlessNetwork();
        float[] initial = Numbers.Of(network.Parameters);
        network.Initialize(1);
        Assert.NotEqual(initial, Numbers.Of(network.Parameters));
    }

    [Fact]
    public void LayersDrawDifferentWeights()
    {
        var network = new HeNormalNetwork();
        Assert.NotEqual(network.Parameters["dense1.weight"][0, 0] / network.Parameters["dense2.weight"][0, 0], MathF.Sqrt(2), 1e-5f);
    }

    [Fact]
    public void InitializeResetsBiases()
    {
        var network = new SeedlessNetwork();
        network.Parameters["dense1.bias"][3] = 5;
        network.Initialize(0);
        Assert.Equal(0, network.Parameters["dense1.bias"][3]);
    }

    [Fact]
    public void InitializeThroughTheInterfaceIsTheSame()
    {
        var network = new SeedlessNetwork();
        INeuralNetwork<float> contract = new SeedlessNetwork();
        network.Initialize(9);
        contract.Initialize(9);
        Assert.Equal(Numbers.Of(network.Parameters), Numbers.Of(contract.Parameters));
    }
}
