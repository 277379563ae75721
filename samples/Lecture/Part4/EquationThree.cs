using Lecture.Frame;

namespace Lecture.Part4;

/// <summary>4.2.3.</summary>
internal sealed class EquationThree() : Chapter("4.2.3", "Equation 3: the derivative by the biases", """
    (BP3)   ∂C/∂bˡ = δˡ
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        page.Say("""
            A bias is added to z, so moving it is moving z: the derivative by the bias is the error of the node itself,
            with nothing to compute. For one sample the biases' part of the gradient equals the errors of the trace.
            """);
        page.Compare("Backward", "δ of the trace",
        [
            .. Check.Vector("∂C/∂b¹", example.GradientOf("dense1.bias"), example.Trace.Delta1, Check.Roundings),
            .. Check.Vector("∂C/∂b²", example.GradientOf("dense2.bias"), example.Trace.Delta2, Check.Roundings),
            .. Check.Vector("∂C/∂b³", example.GradientOf("dense3.bias"), example.Trace.Delta3, Check.Roundings),
        ]);
        page.Compare("Backward", "central differences",
        [
            .. Check.Vector("∂C/∂b¹", example.GradientOf("dense1.bias"), example.ErrorsByDifferences(1, 4), Check.Differences),
        ]);
    }
}
