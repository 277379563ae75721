using System.Diagnostics;
using Lecture.Frame;
using Lecture.Networks;
using NeuralGen;

namespace Lecture.Part3;

/// <summary>3.9.</summary>
internal sealed class WholeLayer() : Chapter("3.9", "The derivative of a whole layer, and why it does not work well", """
    ∂a/∂W: n results by n·n weights,   ∂aⱼ/∂wᵢₖ = σ'(zⱼ) xₖ where i = j, else 0
    ∂C/∂W¹ = ∂C/∂a² · ∂a²/∂a¹ · ∂a¹/∂W¹
    """)
{
    protected override void Work(Page page)
    {
        double[] jacobian = new double[16];
        double[] theta = [0.5, -0.4, 0.3, 0.8, 0.1, -0.2, 1.0, -0.5];
        Functions.LayerJacobian(theta[0], theta[1], theta[2], theta[3], theta[4], theta[5], theta[6], theta[7], jacobian);
        page.Say($"""
            Nothing keeps us from treating a layer as one function of all its weights. Here is the Jacobian of two
            neurons with two inputs by w₁₁, w₁₂, w₂₁, w₂₂, b₁, b₂, x₁, x₂:
            {Notation.Matrix("  ", 8, jacobian)}

            A weight moves its own neuron only, so most of the matrix is zero.
            """);

        double[] differences = CentralDifferences.Jacobian(
            at =>
            {
                (double a1, double a2) = Functions.Layer(at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]);
                return [a1, a2];
            },
            theta);
        page.Compare("LayerJacobian", "central differences", Check.Worst("∂a/∂(W, b, x)", jacobian, differences, Check.Differences));

        page.Say("""
            Two layers of n neurons, the gradient by all weights: as a product of full Jacobians, in loops, and by
            the generated Backward, which never makes such a matrix. (Times are this machine's, and vary.)
            """);
        (string Line, Check Check)[] widths = [Measure<Width8>(), Measure<Width32>(), Measure<Width128>()];
        page.Say("  n   numbers in a ∂a/∂W  of them zero     memory   by Jacobians   by Backward\n" + string.Join('\n', widths.Select(width => width.Line)));
        page.Compare("Backward", "product of full Jacobians", [.. widths.Select(width => width.Check)]);
        page.Say("""
            With n four times as large the Jacobian has 64 times as many numbers, of which 16 times as many mean
            something. Part IV does with those alone: it passes back a vector, the errors, and not a matrix.
            """);
    }

    private static (string Line, Check Check) Measure<TNetwork>()
        where TNetwork : INeuralNetwork<double>, new()
    {
        int n = TNetwork.InputSize;
        TNetwork network = Examples.WithBiases(new TNetwork());
        double[] x = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i + 1))];
        double[] y = [.. Enumerable.Range(0, n).Select(i => i % 2.0)];

        var gradient = new ParameterVector<double>(TNetwork.Layout);
        double backward = Shortest(300, () => network.Backward(x, y, gradient));
        double[] generated = new double[2 * n * n];
        gradient["dense1.weight"].CopyTo(generated.AsSpan(0, n * n));
        gradient["dense2.weight"].CopyTo(generated.AsSpan(n * n));

        var full = new FullJacobians(network.Parameters);
        double[] product = [];
        double jacobians = Shortest(10, () => product = full.GradientByWeights(x, y));
        long numbers = (long)n * n * n;
        return (
            $"{n,3}   {numbers,18:N0}  {1 - (1.0 / n),12:P1}  {numbers * sizeof(double) / 1e6,6:N3} MB  {jacobians * 1e6,10:N0} µs  {backward * 1e6,9:N1} µs",
            Check.Worst($"∂C/∂W¹ and ∂C/∂W², n = {n}", generated, product, Check.Roundings));
    }

    private static double Shortest(int times, Action action)
    {
        double shortest = double.PositiveInfinity;
        for (int i = 0; i < times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return shortest;
    }
}
