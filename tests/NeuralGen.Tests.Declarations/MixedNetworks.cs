namespace NeuralGen.Tests.Declarations;

/// <summary>Chains in which each layer has another activation, some without biases and with parameters of their own.</summary>
internal static class MixedNetworks
{
    private static readonly Activation[] Activations = Enum.GetValues<Activation>();

    /// <summary>A network for each activation of the output.</summary>
    public static IEnumerable<Network> All(Precision precision) =>
        Enumerable.Range(0, Activations.Length).Select(i => Create(i, precision));

    /// <summary>Every second network in each precision.</summary>
    public static IEnumerable<Network> Half(Precision precision) =>
        Enumerable.Range(0, Activations.Length).Where(i => i % 2 == (int)precision).Select(i => Create(i, precision));

    private static Network Create(int i, Precision precision)
    {
        Activation output = Activations[i];
        Activation first = Activations[(i + 5) % Activations.Length];
        Activation second = Activations[(i + 11) % Activations.Length];
        Loss[] losses = [.. Combinations.LossesFor(output)];
        return new Network(
            "Mixed",
            $"Mixed_{first}_{second}_{output}",
            precision,
            9,
            losses[i % losses.Length],
            new Layer(13, first, Bias: i % 4 < 2, AlphaOf(first, 0.25)),
            new Layer(6, second, Bias: i % 8 < 4, AlphaOf(second, 0.75)),
            new Layer(5, output, Bias: i % 3 != 0, AlphaOf(output, 0)));
    }

    private static double? AlphaOf(Activation activation, double alpha) =>
        activation is Activation.LeakyReLU or Activation.ELU ? alpha : null;
}
