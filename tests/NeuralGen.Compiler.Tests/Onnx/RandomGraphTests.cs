using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Graphs of random nodes compute what their nodes say one after the other, however they are folded and fused.</summary>
public class RandomGraphTests
{
    private const int Size = 3;
    private const double Tolerance = 1e-5;

    // Bounded, so that a long chain does not run away.
    private static readonly (string Name, int Inputs, Func<double, double, double> Function)[] Functions =
    [
        ("Tanh", 1, (u, _) => Math.Tanh(u)),
        ("Sigmoid", 1, (u, _) => Evaluator.Apply(Function.Sigmoid, u)),
        ("Relu", 1, (u, _) => Math.Max(u, 0)),
        ("Neg", 1, (u, _) => -u),
        ("Abs", 1, (u, _) => Math.Abs(u)),
        ("Softsign", 1, (u, _) => u / (1 + Math.Abs(u))),
        ("Erf", 1, (u, _) => Evaluator.Apply(Function.Erf, u)),
        ("Sin", 1, (u, _) => Math.Sin(u)),
        ("Identity", 1, (u, _) => u),
        ("Add", 2, (u, v) => u + v),
        ("Sub", 2, (u, v) => u - v),
        ("Mul", 2, (u, v) => u * v),
        ("Max", 2, Math.Max),
        ("Min", 2, Math.Min),
    ];

    [Fact]
    public void ResultIsThatOfTheNodes() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(
        Arb.From(Gen.Choose(0, int.MaxValue).Two()), pair => AssertSame(new Random(pair.Item1), 2 + (pair.Item2 % 40))));

    private static void AssertSame(Random random, int nodes)
    {
        var model = new TestModel();
        double[] vector = Numbers(random);
        double[] matrix = [.. Numbers(random), .. Numbers(random), .. Numbers(random)];
        model.Input("v0", "N", Size).Constant("c", [Size], vector).Constant("s", [], 0.5).Constant("w", [Size, Size], matrix);
        var values = new List<double[]> { Numbers(random) };
        for (int i = 1; i <= nodes; i++)
        {
            (int left, int right) = (Pick(random, i), Pick(random, i));
            (string name, int inputs, Func<double, double, double> function) = Functions[random.Next(Functions.Length)];
            string output = $"v{i}";
            switch (random.Next(6))
            {
                case 0:
                    model.Node("Gemm", $"v{left} w c", output, ("transB", 1));
                    values.Add([.. Enumerable.Range(0, Size).Select(row => vector[row] + Enumerable.Range(0, Size).Sum(column => matrix[(row * Size) + column] * values[left][column]))]);
                    break;
                case 1 when inputs == 2:
                    model.Node(name, $"v{left} c", output);
                    values.Add([.. values[left].Zip(vector, function)]);
                    break;
                case 2 when inputs == 2:
                    model.Node(name, $"s v{left}", output);
                    values.Add([.. values[left].Select(value => function(0.5, value))]);
                    break;
                default:
                    model.Node(name, inputs == 1 ? $"v{left}" : $"v{left} v{right}", output);
                    values.Add([.. values[left].Zip(values[right], function)]);
                    break;
            }

            // Large numbers would only test rounding.
            if (values[i].Any(value => Math.Abs(value) > 10))
            {
                model.Node("Tanh", output, output + "t");
                model.Node("Identity", output + "t", $"v{i + 1}");
                values.Add([.. values[i].Select(Math.Tanh)]);
                i++;
                nodes = Math.Max(nodes, i);
            }
        }

        double[] expected = values[nodes];
        double[] actual = NetworkEvaluator.Run(model.Output($"v{nodes}", "N", Size).Import().Network(), values[0]);
        for (int i = 0; i < Size; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= Tolerance * Math.Max(1, Math.Abs(expected[i])), $"{actual[i]} instead of {expected[i]}");
        }
    }

    /// <summary>An earlier value, mostly one of the last.</summary>
    private static int Pick(Random random, int count) => random.Next(3) == 0 ? random.Next(count) : Math.Max(0, count - 1 - random.Next(3));

    /// <summary>Eighths, which floats hold exactly.</summary>
    private static double[] Numbers(Random random) => [.. Enumerable.Range(0, Size).Select(_ => random.Next(-8, 9) / 8.0)];
}
