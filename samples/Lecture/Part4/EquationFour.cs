using Lecture.Frame;

namespace Lecture.Part4;

/// <summary>4.2.4.</summary>
internal sealed class EquationFour() : Chapter("4.2.4", "Equation 4: the derivative by the weights", """
    (BP4)   ∂C/∂wˡⱼₖ = δˡⱼ aˡ⁻¹ₖ,      ∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        page.Say($"""
            The derivative by a weight is the activation that comes in times the error that goes out. All of a layer
            are an outer product: a column times a row. A neuron that is nearly silent teaches its weights little.

            δ³ = {Notation.Vector(example.Trace.Delta3)}
            a² = {Notation.Vector(example.Trace.A2)}
            """);
        page.Compare(
            "Backward",
            "δ³ (a²)ᵀ",
            Check.Matrix("∂C/∂w³", 3, example.GradientOf("dense3.weight"), OuterProduct(example.Trace.Delta3, example.Trace.A2), Check.Roundings));
        page.Compare(
            "Backward",
            "δˡ (aˡ⁻¹)ᵀ",
            Check.Worst("∂C/∂W²", example.GradientOf("dense2.weight"), OuterProduct(example.Trace.Delta2, example.Trace.A1), Check.Roundings),
            Check.Worst("∂C/∂W¹", example.GradientOf("dense1.weight"), OuterProduct(example.Trace.Delta1, example.Trace.A0), Check.Roundings));

        double[] differences = CentralDifferences.Gradient(() => example.Network.ComputeLoss(example.X, example.Y), example.Network.Parameters);
        page.Compare("Backward", "central differences", Check.Worst("∂C/∂W¹", example.GradientOf("dense1.weight"), differences.AsSpan(0, 12), Check.Differences));
    }

    private static double[] OuterProduct(ReadOnlySpan<double> delta, ReadOnlySpan<double> a)
    {
        double[] product = new double[delta.Length * a.Length];
        for (int j = 0; j < delta.Length; j++)
        {
            for (int k = 0; k < a.Length; k++)
            {
                product[(j * a.Length) + k] = delta[j] * a[k];
            }
        }

        return product;
    }
}
