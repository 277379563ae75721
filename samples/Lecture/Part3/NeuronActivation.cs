using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part3;

/// <summary>3.3.</summary>
internal sealed class NeuronActivation() : Chapter("3.3", "The derivative of a neuron's activation", """
    z = w · x + b = sum(w ⊙ x) + b      ∂z/∂w = 1ᵀ diag(x) = xᵀ,   ∂z/∂b = 1
    a = max(0, z)                       ∂a/∂w = xᵀ where z > 0, else 0ᵀ;   ∂a/∂b = 1 or 0
    a = σ(z)                            ∂a/∂w = σ'(z) xᵀ,   ∂a/∂b = σ'(z)
    """)
{
    private static readonly double[] W = [0.4, -0.2, 0.3];

    protected override void Work(Page page)
    {
        page.Say("""
            A neuron is put together from the pieces of 3.2: a Hadamard product, a sum, the activation function.
            The chain rule multiplies their derivatives. For the same w = [0.4, -0.2, 0.3] and x = [1, -0.5, 2], a
            bias that leaves z above zero, and one that does not:
            """);

        double[] gradient = new double[7];
        Functions.RectifiedGradient(W[0], W[1], W[2], 0.1, 1, -0.5, 2, gradient);
        page.Compare("RectifiedGradient, b = 0.1", "by the rule", ByWeightsAndBias(gradient, 1));
        Functions.RectifiedGradient(W[0], W[1], W[2], -1.5, 1, -0.5, 2, gradient);
        page.Compare("RectifiedGradient, b = -1.5", "by the rule", ByWeightsAndBias(gradient, 0));

        page.Say("The sigmoid has no corner; its slope takes the place of the 1 or 0:");
        Functions.SigmoidGradient(W[0], W[1], W[2], 0.1, 1, -0.5, 2, gradient);
        page.Compare("SigmoidGradient", "by the rule", ByWeightsAndBias(gradient, PlainNetwork.SigmoidDerivative(1.2)));

        double[] differences = CentralDifferences.Gradient(
            at => Functions.Sigmoid(at[0], at[1], at[2], at[3], at[4], at[5], at[6]), [.. W, 0.1, .. Examples.NeuronInput]);
        page.Compare("SigmoidGradient", "central differences", Check.Worst("by w, b and x", gradient, differences, Check.Differences));
    }

    private static Check[] ByWeightsAndBias(double[] gradient, double slope) =>
    [
        .. Check.Vector("∂a/∂w", gradient.AsSpan(0, 3), [.. Examples.NeuronInput.Select(x => slope * x)], Check.Roundings),
        new Check("∂a/∂b", gradient[3], slope, Check.Roundings),
    ];
}
