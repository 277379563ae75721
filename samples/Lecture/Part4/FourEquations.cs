using Lecture.Frame;

namespace Lecture.Part4;

/// <summary>4.2.5.</summary>
internal sealed class FourEquations() : Chapter("4.2.5", "The four equations, summed up", """
    (BP1)   δᴸ = ∂C/∂aᴸ ⊙ σ'(zᴸ)
    (BP2)   δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ'(zˡ)
    (BP3)   ∂C/∂bˡ = δˡ
    (BP4)   ∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ
    """)
{
    protected override void Work(Page page)
    {
        var example = new TracedExample();
        var plain = new PlainNetwork(example.Network.Parameters);
        double[] byHand = plain.Backward(example.X, example.Y);
        page.Say($"""
            Forward first, then back: the trace of the sample, all of it.

            a⁰ = {Notation.Vector(example.Trace.A0)}
            z¹ = {Notation.Vector(example.Trace.Z1)}
            a¹ = {Notation.Vector(example.Trace.A1)}
            z² = {Notation.Vector(example.Trace.Z2)}
            a² = {Notation.Vector(example.Trace.A2)}
            z³ = {Notation.Vector(example.Trace.Z3)}
            a³ = {Notation.Vector(example.Trace.A3)}

            δ³ = {Notation.Vector(example.Trace.Delta3)}      (BP1)
            δ² = {Notation.Vector(example.Trace.Delta2)}      (BP2)
            δ¹ = {Notation.Vector(example.Trace.Delta1)}      (BP2)
            """);
        page.Compare(
            "Trace",
            "in loops",
            Check.Worst("z¹", example.Trace.Z1, plain.Z[1], Check.Roundings),
            Check.Worst("z²", example.Trace.Z2, plain.Z[2], Check.Roundings),
            Check.Worst("z³", example.Trace.Z3, plain.Z[3], Check.Roundings),
            Check.Worst("a³", example.Trace.A3, plain.A[3], Check.Roundings),
            Check.Worst("δ³", example.Trace.Delta3, plain.Delta[3], Check.Roundings),
            Check.Worst("δ²", example.Trace.Delta2, plain.Delta[2], Check.Roundings),
            Check.Worst("δ¹", example.Trace.Delta1, plain.Delta[1], Check.Roundings));

        double[] differences = CentralDifferences.Gradient(() => example.Network.ComputeLoss(example.X, example.Y), example.Network.Parameters);
        page.Say($"""
            All {byHand.Length} derivatives: from Backward with a trace, from Backward without one (the code that trains, in
            vectors), by the four equations in loops, and as central differences of the cost.
            """);
        double cost = plain.Cost(example.Y);
        page.Compare(
            "Backward with a trace",
            "in loops",
            new Check("C", example.TracedCost, cost, Check.Roundings),
            Check.Worst("∂C/∂θ", TracedExample.Whole(example.TracedGradient), byHand, Check.Roundings));
        double[] gradient = TracedExample.Whole(example.Gradient);
        page.Compare("Backward", "in loops", new Check("C", example.Cost, cost, Check.Roundings), Check.Worst("∂C/∂θ", gradient, byHand, Check.Roundings));
        page.Compare("Backward", "central differences", Check.Worst("∂C/∂θ", gradient, differences, Check.Differences));
    }
}
