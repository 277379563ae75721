using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part4;

/// <summary>4.3.</summary>
internal sealed class PartsThreeAndFour() : Chapter("4.3", "Parts III and IV give the same numbers", """
    part III, path by path:     ∂C/∂w¹ₖᵢ = Σⱼ (a²ⱼ - yⱼ) · σ'(z²ⱼ) · w²ⱼₖ · σ'(z¹ₖ) · xᵢ
    part IV, layer by layer:    ∂C/∂w¹ₖᵢ = δ¹ₖ xᵢ,   δ¹ = ((W²)ᵀ δ²) ⊙ σ'(z¹)
    """)
{
    protected override void Work(Page page)
    {
        TwoLayers network = Examples.TwoLayers();
        (double[] x, double[] y) = Examples.TwoLayersSample;
        page.Say("""
            Part III follows a weight along every path to the cost and multiplies the derivatives it meets. Part IV
            notices that all paths through a neuron share what comes after it, computes that once as the neuron's
            error, and reuses it. Nothing else is different, so the numbers must be the same: the left column is
            generated code (part IV), the right one the sum over paths (part III).
            """);

        var gradient = new ParameterVector<double>(TwoLayers.Layout);
        network.Backward(x, y, gradient);
        double[] partFour = new double[6];
        gradient["dense1.weight"].CopyTo(partFour);
        page.Compare("Backward", "path by path", Check.Matrix("∂C/∂w¹", 2, partFour, PathByPath(network, x, y), Check.Roundings));

        page.Say("And both are what happens to the cost when a weight moves a little:");
        double[] all = new double[gradient.Count];
        gradient.CopyTo(all);
        double[] differences = CentralDifferences.Gradient(() => network.ComputeLoss(x, y), network.Parameters);
        page.Compare("Backward", "central differences", Check.Worst("∂C/∂θ", all, differences, Check.Differences));
    }

    private static double[] PathByPath(TwoLayers network, double[] x, double[] y)
    {
        var plain = new PlainNetwork(network.Parameters);
        plain.Forward(x);
        double[] derivatives = new double[6];
        for (int k = 0; k < 3; k++)
        {
            for (int i = 0; i < 2; i++)
            {
                for (int j = 0; j < 2; j++)
                {
                    derivatives[(2 * k) + i] += (plain.A[2][j] - y[j])
                        * PlainNetwork.SigmoidDerivative(plain.Z[2][j])
                        * plain.Weights[2][j, k]
                        * PlainNetwork.SigmoidDerivative(plain.Z[1][k])
                        * x[i];
                }
            }
        }

        return derivatives;
    }
}
