using Lecture.Frame;
using NeuralGen;

namespace Lecture.Part4;

/// <summary>4.2.2.</summary>
internal sealed class EquationTwo() : Chapter("4.2.2", "Equation 2: the error of a layer from the layer after it", """
    (BP2)   δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ'(zˡ)
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        page.Say($"""
            The weights that carried activations forward carry errors back: node k is to blame for the error of each
            node j of the next layer as far as wⱼₖ let it take part. Nothing but the error of the layer after it is
            needed, so one walk from the last layer to the first finds them all.

            δ³ = {Notation.Vector(example.Trace.Delta3)}, and from it:
            """);
        page.Compare(
            "Trace.Delta2",
            "((W³)ᵀ δ³) ⊙ σ'(z²)",
            Check.Vector("δ²", example.Trace.Delta2, Back(example.Network.Dense3.Weights, example.Trace.Delta3, example.Trace.Z2), Check.Roundings));
        page.Compare(
            "Trace.Delta1",
            "((W²)ᵀ δ²) ⊙ σ'(z¹)",
            Check.Vector("δ¹", example.Trace.Delta1, Back(example.Network.Dense2.Weights, example.Trace.Delta2, example.Trace.Z1), Check.Roundings));
        page.Compare("Trace.Delta1", "central differences", Check.Vector("δ¹", example.Trace.Delta1, example.ErrorsByDifferences(1, 4), Check.Differences));
    }

    private static double[] Back(TensorView<double> weightsAfter, ReadOnlySpan<double> deltaAfter, ReadOnlySpan<double> z)
    {
        double[] delta = new double[z.Length];
        for (int k = 0; k < delta.Length; k++)
        {
            for (int j = 0; j < deltaAfter.Length; j++)
            {
                delta[k] += weightsAfter[j, k] * deltaAfter[j];
            }

            delta[k] *= PlainNetwork.SigmoidDerivative(z[k]);
        }

        return delta;
    }
}
