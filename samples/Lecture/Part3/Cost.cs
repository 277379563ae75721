using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part3;

/// <summary>3.1.</summary>
internal sealed class Cost() : Chapter("3.1", "The cost", """
    C = 1/2 Σⱼ (aᴸⱼ - yⱼ)²       the cost of one sample
    C = 1/N Σᵢ Cᵢ                the cost of N samples is their mean
    """)
{
    protected override void Work(Page page)
    {
        TwoLayers network = Examples.TwoLayers();
        double[] inputs = [0.5, -1.0, 1.5, 0.2, -0.7, 0.9];
        double[] targets = [1, 0, 0, 1, 1, 1];
        var plain = new PlainNetwork(network.Parameters);
        var checks = new List<Check>();
        double mean = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] x = inputs[(2 * i)..((2 * i) + 2)];
            double[] y = targets[(2 * i)..((2 * i) + 2)];
            plain.Forward(x);
            checks.Add(new Check($"C{Notation.Subscript(i + 1)}", network.ComputeLoss(x, y), plain.Cost(y), Check.Roundings));
            mean += plain.Cost(y) / 3;
        }

        page.Say("""
            One number says how wrong the network is. Everything that follows asks how it changes when a weight or
            a bias does. Here it is for three samples; the class says which cost with Loss = Loss.HalfSquaredError.
            """);
        page.Compare("ComputeLoss", "in a loop", checks);
        double batch = network.BackwardBatch(inputs, targets, new NeuralGen.ParameterVector<double>(TwoLayers.Layout));
        page.Compare("BackwardBatch", "in a loop", new Check("C", batch, mean, Check.Roundings));
    }
}
