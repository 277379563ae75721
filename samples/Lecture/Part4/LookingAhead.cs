using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part4;

/// <summary>4.5.</summary>
internal sealed class LookingAhead() : Chapter("4.5", "What lies ahead", """
    other activations and costs change σ' and ∂C/∂aᴸ, and nothing else
    softmax with cross-entropy:   C = -Σ y ln a,   δᴸ = aᴸ - y
    the errors of deep networks:  |δˡ| ≤ 1/4 |Wˡ⁺¹| |δˡ⁺¹|  for sigmoids
    """)
{
    protected override void Work(Page page)
    {
        CrossEntropy(page);
        Vanishing(page);
        page.Say("""
            The compiler knows sixteen activations and six costs (README), derives each f' from f, and writes the
            same four equations for all of them. samples/Digits shows them reading handwriting.
            """);
    }

    private static void CrossEntropy(Page page)
    {
        var network = Examples.WithBiases(new Classifier());
        double[] x = [0.9, -0.3, 0.4];
        double[] y = [0, 1, 0];
        double[] a = new double[3];
        var gradient = new ParameterVector<double>(Classifier.Layout);
        network.Forward(x, a);
        network.Backward(x, y, gradient);
        double[] delta = new double[3];
        gradient["dense2.bias"].CopyTo(delta);
        page.Say($"""
            With (BP1) an output that is wrong but flat learns slowly. Cross-entropy is the cost whose slope cancels
            the activation's: what remains of (BP1) is the difference between answer and target.
            tanh below, softmax above, a² = {Notation.Vector(a)}, y = {Notation.Vector(y)}:
            """);
        page.Compare("Backward, ∂C/∂b² = δ²", "a² - y", Check.Vector("δ²", delta, [.. a.Select((aj, j) => aj - y[j])], Check.Roundings));

        double[] all = new double[gradient.Count];
        gradient.CopyTo(all);
        double[] differences = CentralDifferences.Gradient(() => network.ComputeLoss(x, y), network.Parameters);
        page.Compare("Backward", "central differences", Check.Worst("∂C/∂θ", all, differences, Check.Differences));
    }

    private static void Vanishing(Page page)
    {
        var network = Examples.WithBiases(new SixLayers());
        double[] x = [0.9, -0.3, 0.4, -1.1];
        double[] y = [0, 1, 0, 1];
        var gradient = new ParameterVector<double>(SixLayers.Layout);
        var trace = new SixLayers.Trace();
        network.Backward(x, y, gradient, trace);
        var plain = new PlainNetwork(network.Parameters);
        plain.Backward(x, y);

        double[] generated = [Size(trace.Delta1), Size(trace.Delta2), Size(trace.Delta3), Size(trace.Delta4), Size(trace.Delta5), Size(trace.Delta6)];
        double[] byHand = [.. Enumerable.Range(1, 6).Select(l => Size(plain.Delta[l]))];
        page.Say("""
            With (BP2) an error is multiplied by σ' once for each layer it goes back, and σ' is at most 1/4. After six
            sigmoid layers little of it is left for the first, which is why deep networks took so long to learn, and
            why they have ReLU now. The lengths of the errors in six layers of four neurons:
            """);
        page.Compare(
            "Trace",
            "in loops",
            [.. generated.Select((size, index) => new Check($"|δ{Notation.Superscript(index + 1)}|", size, byHand[index], Check.Roundings))]);
    }

    private static double Size(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double element in vector)
        {
            sum += element * element;
        }

        return Math.Sqrt(sum);
    }
}
