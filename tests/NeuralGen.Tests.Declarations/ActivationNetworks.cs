namespace NeuralGen.Tests.Declarations;

/// <summary>Every activation, in every layer, with every loss it can have, in five shapes.</summary>
internal static class ActivationNetworks
{
    private static readonly int[][] Shapes = [[1, 1], [3, 4, 2], [5, 7, 6, 4, 3], [17, 33, 9], [64, 64, 32, 10]];

    /// <summary>Activation x loss x shape, whole.</summary>
    public static IEnumerable<Network> All(Precision precision) =>
        from activation in Enum.GetValues<Activation>()
        from loss in Combinations.LossesFor(activation)
        from shape in Shapes
        select Create(activation, loss, shape, precision);

    /// <summary>
    /// Each activation in each shape, each activation with each of its losses, and nearly every loss in each shape:
    /// all pairs in a quarter of the networks, for an everyday build.
    /// </summary>
    public static IEnumerable<Network> Pairs(Precision precision)
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            // What activations do at chosen places is tested on 1-1 networks with this loss, so it stands there always.
            yield return Create(activation, Loss.MeanAbsoluteError, Shapes[0], precision);
            Loss[] losses = [.. Combinations.LossesFor(activation).Where(loss => loss != Loss.MeanAbsoluteError)];
            for (int i = 1; i < Shapes.Length; i++)
            {
                yield return Create(activation, losses[(i + (int)activation) % losses.Length], Shapes[i], precision);
            }
        }
    }

    private static Network Create(Activation activation, Loss loss, int[] shape, Precision precision) =>
        new(
            "Activations",
            $"{activation}_{loss}_{string.Join('_', shape)}",
            precision,
            shape[0],
            loss,
            [.. shape.Skip(1).Select(outputs => new Layer(outputs, activation))]);
}
