using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part2;

/// <summary>2.3.</summary>
internal sealed class Layer() : Chapter("2.3", "A layer of neurons", """
    zˡ = Wˡ aˡ⁻¹ + bˡ
    aˡ = σ(zˡ)              element by element
    """)
{
    protected override void Work(Page page)
    {
        TwoLayers network = Examples.TwoLayers();
        (double[] x, _) = Examples.TwoLayersSample;
        double[] w1 = new double[6];
        network.Dense1.Weights.CopyTo(w1);
        page.Say($"""
            All neurons of a layer at once: a row of W for each neuron, a column for each input. W¹ =
            {Notation.Matrix("  ", 2, w1)}
            """);

        var plain = new PlainNetwork(network.Parameters);
        plain.Forward(x);
        page.Say($"""
            a⁰ = {Notation.Vector(plain.A[0])}
            z¹ = {Notation.Vector(plain.Z[1])}   a¹ = {Notation.Vector(plain.A[1])}
            z² = {Notation.Vector(plain.Z[2])}   a² = {Notation.Vector(plain.A[2])}

            The generated forward pass has these equations in comments, each above the kernel that computes it.
            """);

        double[] a2 = new double[2];
        network.Forward(x, a2);
        page.Compare("Forward", "in loops over j and k", Check.Vector("a²", a2, plain.A[2], Check.Roundings));
    }
}
