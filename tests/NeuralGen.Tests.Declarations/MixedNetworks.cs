namespace NeuralGen.Tests.Declarations;

/// <summary>Chains in which each layer has another activation, some without biases and with parameters of their own.</summary>
internal static class MixedNetworks
{
    public static IEnumerable<Network> All()
    {
        Activation[] activations = Enum.GetValues<Activation>();
        for (int i = 0; i < activations.Length; i++)
        {
            Activation output = activations[i];
            Activation first = activations[(i + 5) % activations.Length];
            Activation second = activations[(i + 11) % activations.Length];
            Loss[] losses = [.. Combinations.LossesFor(output)];
            yield return new Network(
                "Mixed",
                $"Mixed_{first}_{second}_{output}",
                9,
                losses[i % losses.Length],
                new Layer(13, first, Bias: i % 2 == 0, AlphaOf(first, 0.25)),
                new Layer(6, second, Bias: i % 4 < 2, AlphaOf(second, 0.75)),
                new Layer(5, output, Bias: i % 3 != 0, AlphaOf(output, 0)));
        }
    }

    private static double? AlphaOf(Activation activation, double alpha) =>
        activation is Activation.LeakyReLU or Activation.ELU ? alpha : null;
}
