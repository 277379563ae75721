using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Differentiation;
using NeuralGen.Compiler.Graph;
using Xunit;

namespace NeuralGen.Compiler.Tests.Differentiation;

/// <summary>The gradient graph, run by a small interpreter, against central differences of the forward graph.</summary>
public class ReverseModeTests
{
    private static readonly ActivationKind[] Activations = Enum.GetValues<ActivationKind>();

    public static TheoryData<string, string> Outputs
    {
        get
        {
            var combinations = new TheoryData<string, string>();
            foreach (LossKind loss in Enum.GetValues<LossKind>())
            {
                foreach (ActivationKind activation in Activations.Where(activation => Fits(activation, loss)))
                {
                    combinations.Add(activation.ToString(), loss.ToString());
                }
            }

            return combinations;
        }
    }

    public static TheoryData<string> Hidden => [.. Activations.Select(activation => activation.ToString())];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void GradientThroughTheOutputLayer(string activation, string loss) =>
        AssertGradients(Enum.Parse<LossKind>(loss), new Layer(4, Enum.Parse<ActivationKind>(activation)));

    [Theory]
    [MemberData(nameof(Hidden))]
    public void GradientThroughHiddenLayers(string activation) => AssertGradients(
        LossKind.HalfSquaredError,
        new Layer(5, Enum.Parse<ActivationKind>(activation)),
        new Layer(4, Enum.Parse<ActivationKind>(activation)),
        new Layer(2, ActivationKind.Identity));

    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(3.0)]
    public void GradientThroughLeakyReLUWithAnyAlpha(double alpha) => AssertGradients(
        LossKind.MeanSquaredError, new Layer(5, ActivationKind.LeakyReLU, alpha), new Layer(2, ActivationKind.LeakyReLU, alpha));

    [Theory]
    [InlineData(-0.4)]
    [InlineData(0.0)]
    [InlineData(3.0)]
    public void GradientThroughEluWithAnyAlpha(double alpha) => AssertGradients(
        LossKind.MeanSquaredError, new Layer(5, ActivationKind.ELU, alpha), new Layer(2, ActivationKind.ELU, alpha));

    [Fact]
    public void GradientWithoutBiases() => AssertGradients(
        LossKind.HalfSquaredError, new Layer(5, ActivationKind.Tanh, Bias: false), new Layer(2, ActivationKind.Sigmoid, Bias: false));

    [Fact]
    public void SoftmaxWithCrossEntropyNeedsNoJacobian() => Assert.DoesNotContain(
        Backward(LossKind.CrossEntropy, new Layer(3, ActivationKind.Softmax)).Nodes, node => node.Operation is Operation.SoftmaxJacobianProduct);

    [Fact]
    public void DerivativesByResultStoreNoSlopes() => Assert.DoesNotContain(
        Backward(LossKind.HalfSquaredError, new Layer(3, ActivationKind.SELU), new Layer(3, ActivationKind.Tanh)).Nodes,
        node => node.Name.StartsWith("slope", StringComparison.Ordinal));

    private static bool Fits(ActivationKind activation, LossKind loss) => loss switch
    {
        LossKind.CrossEntropy => activation == ActivationKind.Softmax,
        LossKind.BinaryCrossEntropy => activation == ActivationKind.Sigmoid,
        _ => true,
    };

    private static BackwardGraph Backward(LossKind loss, params Layer[] layers) => ReverseMode.Differentiate(NetworkGraphBuilder.Build(Declare(loss, layers)));

    private static void AssertGradients(LossKind loss, params Layer[] layers) => GradientCheck.Run(Declare(loss, layers));

    private static NetworkDeclaration Declare(LossKind loss, Layer[] layers) => GradientCheck.Declare(loss, [.. layers.Select(layer =>
        new DenseDeclaration(layer.Outputs, layer.Activation, layer.Alpha, layer.Bias, InitializerKind.Default))]);

    private sealed record Layer(int Outputs, ActivationKind Activation, double? Alpha = null, bool Bias = true);
}
