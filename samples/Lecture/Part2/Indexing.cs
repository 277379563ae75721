using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part2;

/// <summary>2.2.</summary>
internal sealed class Indexing() : Chapter("2.2", "Indexing", """
    wˡⱼₖ   the weight to neuron j of layer l from neuron k of layer l-1
    bˡⱼ    the bias of neuron j of layer l
    zˡⱼ, aˡⱼ   its weighted input and its activation;  a⁰ = x
    """)
{
    protected override void Work(Page page)
    {
        TwoLayers network = Examples.TwoLayers();
        page.Say("""
            The second index is the neuron a weight comes from, so that W a is a matrix by a vector. Generated
            classes show the same order, counted from 0 as C# does: network.Dense2.Weights[j, k] is w² with j and k
            one higher here.
            """);

        (double[] x, _) = Examples.TwoLayersSample;
        double[] before = new double[2];
        double[] after = new double[2];
        network.Forward(x, before);
        network.Dense2.Weights[0, 2] += 0.5;
        network.Forward(x, after);
        page.Say($"""
            With 0.5 more on w²₁₃, which leads from neuron 3 of layer 1 to neuron 1 of layer 2, only a²₁ changes:
            before  a² = {Notation.Vector(before)}
            after   a² = {Notation.Vector(after)}
            """);

        // z²₁ grows by 0.5 a¹₃; z is what the inverse of sigma, ln(a / (1 - a)), gives back.
        var plain = new PlainNetwork(network.Parameters);
        plain.Forward(x);
        double grown = Math.Log(after[0] / (1 - after[0])) - Math.Log(before[0] / (1 - before[0]));
        page.Compare(
            "Forward",
            "as indexed",
            new Check("growth of z²₁ = 0.5 a¹₃", grown, 0.5 * plain.A[1][2], Check.Roundings),
            new Check("growth of a²₂ = 0", after[1] - before[1], 0, 0));
    }
}
