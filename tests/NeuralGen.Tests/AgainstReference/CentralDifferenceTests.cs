using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.AgainstReference;

/// <summary>Gradients against (C(x + h) - C(x - h)) / 2h of the network's own loss: no reference takes part.</summary>
[Trait("Category", "Numeric")]
public class CentralDifferenceTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Networks => DeclaredNetworks.Names<double>(Family.Activations, Family.Mixed);

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientIsTheSlopeOfTheLoss(string network)
    {
        Trial<double> trial = Trial<double>.Of(network, samples: 1);
        ParameterVector<double> gradient = trial.NewGradient();
        trial.Network.Backward(trial.Input(0), trial.Target(0), gradient);
        var slopes = new List<double>();
        foreach (TensorLayout tensor in trial.Network.Parameters.Layout.Tensors)
        {
            TensorView<double> view = trial.Network.Parameters[tensor.Name];
            int columns = tensor.Shape.Length == 2 ? tensor.Shape[1] : 1;
            for (int i = 0; i < tensor.Count; i++)
            {
                slopes.Add(Slope(trial, trial.Input(0), ref tensor.Shape.Length == 2 ? ref view[i / columns, i % columns] : ref view[i]));
            }
        }

        Accuracy.Check([.. slopes], Numbers.Of(gradient), Accuracy.CentralDifferenceTolerance, trial.Describe("gradient"), trial.Architecture.NameOf);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void InputGradientIsTheSlopeOfTheLoss(string network)
    {
        Trial<double> trial = Trial<double>.Of(network, samples: 1);
        double[] inputGradient = new double[trial.Architecture.Inputs];
        trial.Network.Backward(trial.Input(0), trial.Target(0), trial.NewGradient(), inputGradient);
        double[] input = trial.Input(0).ToArray();
        double[] slopes = new double[input.Length];
        for (int i = 0; i < input.Length; i++)
        {
            slopes[i] = Slope(trial, input, ref input[i]);
        }

        Accuracy.Check(slopes, inputGradient, Accuracy.CentralDifferenceTolerance, trial.Describe("input gradient"));
    }

    private static double Slope(Trial<double> trial, ReadOnlySpan<double> input, ref double variable)
    {
        double value = variable;
        variable = value + Step;
        double above = trial.Network.ComputeLoss(input, trial.Target(0));
        variable = value - Step;
        double below = trial.Network.ComputeLoss(input, trial.Target(0));
        variable = value;
        return (above - below) / (2 * Step);
    }
}
