using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part2;

/// <summary>2.1.</summary>
internal sealed class TheNeuron() : Chapter("2.1", "The neuron", """
    z = Σₖ wₖ xₖ + b        the weighted input
    a = σ(z)                the activation,  σ(z) = 1 / (1 + e⁻ᶻ)
    """)
{
    protected override void Work(Page page)
    {
        Neuron neuron = Examples.Neuron();
        double[] x = Examples.NeuronInput;
        double[] w = [0.4, -0.2, 0.3];
        double b = 0.1;
        page.Say($"""
            A neuron weighs its inputs, adds its bias, and bends the sum into the range from 0 to 1. This one is
            a network of a single neuron: [NeuralNetwork(3)] [Dense(1, Activation.Sigmoid)].

            x = {Notation.Vector(x)},  w = {Notation.Vector(w)},  b = {Notation.Number(b)}
            """);

        double z = b;
        for (int k = 0; k < w.Length; k++)
        {
            z += w[k] * x[k];
        }

        page.Say($"""
            z = 0.4 · 1 + (-0.2) · (-0.5) + 0.3 · 2 + 0.1 = {z:0.0###}
            a = 1 / (1 + exp(-{z:0.0###})) = {1 / (1 + Math.Exp(-z)):0.######}
            """);

        double[] a = new double[1];
        neuron.Forward(x, a);
        page.Compare("Forward", "in a loop", new Check("a", a[0], 1 / (1 + Math.Exp(-z)), Check.Roundings));
    }
}
