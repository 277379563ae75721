namespace NeuralGen.Tests.Declarations;

/// <summary>Which losses go with which output activation.</summary>
internal static class Combinations
{
    public static readonly Loss[] AnyOutput = [Loss.MeanSquaredError, Loss.HalfSquaredError, Loss.MeanAbsoluteError, Loss.Huber];

    public static IEnumerable<Loss> LossesFor(Activation output) =>
        Enum.GetValues<Loss>().Where(loss => loss switch
        {
            Loss.CrossEntropy => output == Activation.Softmax,
            Loss.BinaryCrossEntropy => output == Activation.Sigmoid,
            _ => true,
        });
}
