using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part4;

/// <summary>4.4.</summary>
internal sealed class BackpropagationAlgorithm() : Chapter("4.4", "The backpropagation algorithm", """
    for a mini-batch of m samples:
      for each sample x:
        1. input            a⁰ = x
        2. feed forward     zˡ = Wˡ aˡ⁻¹ + bˡ,  aˡ = σ(zˡ)          for l = 1, 2, ..., L
        3. output error     δᴸ = (aᴸ - y) ⊙ σ'(zᴸ)
        4. backpropagate    δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ'(zˡ)            for l = L-1, ..., 1
      5. gradient descent   Wˡ := Wˡ - η/m Σₓ δˡ (aˡ⁻¹)ᵀ,  bˡ := bˡ - η/m Σₓ δˡ
    """)
{
    private const double LearningRate = 0.5;

    protected override void Work(Page page)
    {
        double[] inputs = [0.5, -1.0, 1.5, 0.2, -0.7, 0.9];
        double[] targets = [1, 0, 0, 1, 1, 1];
        TwoLayers network = Examples.TwoLayers();
        var plain = new PlainNetwork(network.Parameters);
        double[] mean = new double[network.Parameters.Count];
        double cost = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] x = inputs[(2 * i)..((2 * i) + 2)];
            double[] y = targets[(2 * i)..((2 * i) + 2)];
            double[] gradient = plain.Backward(x, y);
            cost += plain.Cost(y) / 3;
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += gradient[p] / 3;
            }

            page.Say($"""
                sample {i + 1}:  x = {Notation.Vector(x)},  y = {Notation.Vector(y)}
                  1. a⁰ = {Notation.Vector(plain.A[0])}
                  2. z¹ = {Notation.Vector(plain.Z[1])}   a¹ = {Notation.Vector(plain.A[1])}
                     z² = {Notation.Vector(plain.Z[2])}   a² = {Notation.Vector(plain.A[2])}
                  3. δ² = {Notation.Vector(plain.Delta[2])}
                  4. δ¹ = {Notation.Vector(plain.Delta[1])}
                """);
        }

        plain.Step(mean, LearningRate);
        page.Say($"""
            5. one step with η = {LearningRate}. network.TrainBatch(inputs, targets, new Sgd<double>({LearningRate})) does all of it at once:
               the samples of the batch side by side, and the sum over them inside the outer products.
            """);

        double generatedCost = network.TrainBatch(inputs, targets, new Sgd<double>(LearningRate));
        double[] theta = new double[network.Parameters.Count];
        network.Parameters.CopyTo(theta);
        double[] expected = plain.Parameters();
        page.Compare(
            "TrainBatch",
            "steps 1 to 5 in loops",
            [
                new Check("C before the step", generatedCost, cost, Check.Roundings),
                .. Check.Matrix("w¹", 2, theta.AsSpan(0, 6), expected.AsSpan(0, 6), Check.Roundings),
                .. Check.Vector("b¹", theta.AsSpan(6, 3), expected.AsSpan(6, 3), Check.Roundings),
                .. Check.Matrix("w²", 3, theta.AsSpan(9, 6), expected.AsSpan(9, 6), Check.Roundings),
                .. Check.Vector("b²", theta.AsSpan(15, 2), expected.AsSpan(15, 2), Check.Roundings),
            ]);
    }
}
