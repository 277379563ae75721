namespace NeuralGen.Tests.Reference;

/// <summary>The reference itself against central differences.</summary>
[Trait("Category", "Numeric")]
public class ReferenceTests
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-8;

    public static TheoryData<Activation, Loss> Combinations()
    {
        var combinations = new TheoryData<Activation, Loss>();
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (Loss loss in Enum.GetValues<Loss>())
            {
                if ((loss != Loss.CrossEntropy || activation == Activation.Softmax) && (loss != Loss.BinaryCrossEntropy || activation == Activation.Sigmoid))
                {
                    combinations.Add(activation, loss);
                }
            }
        }

        return combinations;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void GradientIsTheSlopeOfTheLoss(Activation activation, Loss loss)
    {
        (ReferenceNetwork network, double[] input, double[] target) = Draw(activation, loss);
        double[] gradient = network.Backward(input, target).Parameters;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = Slope(network, input, target, ref network.Parameters[i]);
            Assert.True(Math.Abs(gradient[i] - slope) <= Tolerance, $"{network.Architecture}: {network.Architecture.NameOf(i)} is {gradient[i]}, the slope {slope}");
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void InputGradientIsTheSlopeOfTheLoss(Activation activation, Loss loss)
    {
        (ReferenceNetwork network, double[] input, double[] target) = Draw(activation, loss);
        double[] gradient = network.Backward(input, target).Input;
        for (int i = 0; i < gradient.Length; i++)
        {
            double slope = Slope(network, input, target, ref input[i]);
            Assert.True(Math.Abs(gradient[i] - slope) <= Tolerance, $"{network.Architecture}: input {i} is {gradient[i]}, the slope {slope}");
        }
    }

    [Fact]
    public void ParametersAreNamedInOrder()
    {
        var architecture = new Architecture(2, Loss.Huber, new Layer(3, Activation.Tanh, Bias: false), new Layer(1, Activation.Tanh));

        Assert.Equal(
            ["dense1.weight[0, 0]", "dense1.weight[0, 1]", "dense1.weight[1, 0]", "dense1.weight[1, 1]", "dense1.weight[2, 0]", "dense1.weight[2, 1]", "dense2.weight[0, 0]", "dense2.weight[0, 1]", "dense2.weight[0, 2]", "dense2.bias[0]"],
            Enumerable.Range(0, architecture.ParameterCount).Select(architecture.NameOf));
    }

    private static (ReferenceNetwork Network, double[] Input, double[] Target) Draw(Activation activation, Loss loss)
    {
        var architecture = new Architecture(3, loss, new Layer(5, activation), new Layer(4, Activation.Tanh, Bias: false), new Layer(3, activation));
        var random = new Random(20 + (int)activation);
        double[] parameters = Draw(random, architecture.ParameterCount);
        var network = new ReferenceNetwork(architecture, parameters);
        while (true)
        {
            double[] input = Draw(random, 3);
            double[] target = loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy ? Array.ConvertAll(Draw(random, 3), Math.Abs) : Draw(random, 3);
            if (network.DistanceToBreaks(input, target) > 0.01)
            {
                return (network, input, target);
            }
        }
    }

    private static double[] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => 1.5 * ((2 * random.NextDouble()) - 1))];

    private static double Slope(ReferenceNetwork network, double[] input, double[] target, ref double variable)
    {
        double value = variable;
        variable = value + Step;
        double above = network.ComputeLoss(input, target);
        variable = value - Step;
        double below = network.ComputeLoss(input, target);
        variable = value;
        return (above - below) / (2 * Step);
    }
}
