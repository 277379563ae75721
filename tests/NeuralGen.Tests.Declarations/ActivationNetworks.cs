namespace NeuralGen.Tests.Declarations;

/// <summary>Every activation, in every layer, with every loss it can have, in five shapes.</summary>
internal static class ActivationNetworks
{
    private static readonly int[][] Shapes = [[1, 1], [3, 4, 2], [5, 7, 6, 4, 3], [17, 33, 9], [64, 64, 32, 10]];

    public static IEnumerable<Network> All() =>
        from activation in Enum.GetValues<Activation>()
        from loss in Combinations.LossesFor(activation)
        from shape in Shapes
        select new Network(
            "Activations",
            $"{activation}_{loss}_{string.Join('_', shape)}",
            shape[0],
            loss,
            [.. shape.Skip(1).Select(outputs => new Layer(outputs, activation))]);
}
