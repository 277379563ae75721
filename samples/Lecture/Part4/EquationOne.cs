using Lecture.Frame;

namespace Lecture.Part4;

/// <summary>4.2.1.</summary>
internal sealed class EquationOne() : Chapter("4.2.1", "Equation 1: the error of the output layer", """
    (BP1)   δᴸ = ∂C/∂aᴸ ⊙ σ'(zᴸ)        for C = 1/2 Σ (aᴸ - y)²:  ∂C/∂aᴸ = aᴸ - y
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        double[] byHand = new double[2];
        for (int j = 0; j < 2; j++)
        {
            byHand[j] = (example.Trace.A3[j] - example.Y[j]) * PlainNetwork.SigmoidDerivative(example.Trace.Z3[j]);
        }

        page.Say($"""
            How wrong the output is, times how steep the activation is where it stands. An output that is wrong but
            flat has a small error, and learns slowly. From the trace of one sample with y = {Notation.Vector(example.Y)}:

            a³ = {Notation.Vector(example.Trace.A3)}
            z³ = {Notation.Vector(example.Trace.Z3)}
            """);
        page.Compare("Trace.Delta3", "(a³ - y) ⊙ σ'(z³)", Check.Vector("δ³", example.Trace.Delta3, byHand, Check.Roundings));
        page.Compare("Trace.Delta3", "central differences", Check.Vector("δ³", example.Trace.Delta3, example.ErrorsByDifferences(3, 2), Check.Differences));
    }
}
