using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Assertions on results of imports.</summary>
internal static class Imports
{
    /// <summary>The network; a test fails with the problems where there is none.</summary>
    public static OnnxNetwork Network(this ImportResult result)
    {
        if (result is ImportResult.Failure failure)
        {
            Assert.Fail(string.Join(Environment.NewLine, failure.Problems.Select(problem => $"{problem.Kind}: {problem.Message}")));
        }

        return ((ImportResult.Success)result).Network;
    }

    /// <summary>The only problem.</summary>
    public static ImportProblem Problem(this ImportResult result) => Assert.Single(Assert.IsType<ImportResult.Failure>(result).Problems);

    /// <summary>Imports a model and compares what it computes.</summary>
    public static OnnxNetwork Computes(this TestModel model, double[] samples, double[] expected, double tolerance = 1e-6)
    {
        OnnxNetwork network = model.Import().Network();
        double[] actual = NetworkEvaluator.RunBatch(network, samples);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Max(1, Math.Abs(expected[i])),
                $"Number {i} is {actual[i]:R} instead of {expected[i]:R}.");
        }

        return network;
    }
}
