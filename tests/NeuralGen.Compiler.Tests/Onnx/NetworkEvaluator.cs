using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Computes an imported network in double precision, as its documentation defines it.</summary>
internal static class NetworkEvaluator
{
    public static double[] Run(OnnxNetwork network, params double[] sample)
    {
        if (sample.Length != network.InputSize)
        {
            throw new ArgumentException($"The network takes {network.InputSize} numbers, not {sample.Length}.", nameof(sample));
        }

        var values = new List<double[]> { sample };
        foreach (OnnxOperation operation in network.Operations)
        {
            double[] value = Compute(operation, values);
            if (value.Length != operation.Size)
            {
                throw new InvalidOperationException($"{operation} computed {value.Length} numbers.");
            }

            values.Add(value);
        }

        return values[network.Output];
    }

    /// <summary>Samples one after the other, and their results one after the other.</summary>
    public static double[] RunBatch(OnnxNetwork network, double[] samples) =>
        [.. samples.Chunk(network.InputSize).SelectMany(sample => Run(network, sample))];

    private static double[] Compute(OnnxOperation operation, List<double[]> values) => operation switch
    {
        OnnxOperation.Affine affine => Affine(affine, values[affine.Input]),
        OnnxOperation.Elementwise elementwise => Elementwise(elementwise, values),
        OnnxOperation.Softmax softmax => [.. LogSoftmax(values[softmax.Input]).Select(Math.Exp)],
        OnnxOperation.LogSoftmax softmax => LogSoftmax(values[softmax.Input]),
        OnnxOperation.Add add => [.. values[add.Left].Zip(values[add.Right], (u, v) => u + v)],
        _ => throw new InvalidOperationException(operation.ToString()),
    };

    private static double[] Affine(OnnxOperation.Affine affine, double[] input)
    {
        double[] result = new double[affine.Weights.Count / input.Length];
        for (int row = 0; row < result.Length; row++)
        {
            result[row] = affine.Biases?[row] ?? 0;
            for (int column = 0; column < input.Length; column++)
            {
                result[row] += affine.Weights[(row * input.Length) + column] * input[column];
            }
        }

        return result;
    }

    private static double[] Elementwise(OnnxOperation.Elementwise operation, List<double[]> values) =>
        [.. Enumerable.Range(0, operation.Size).Select(i => Evaluator.Evaluate(
            operation.Expression,
            operation.Variables.Zip(operation.Inputs.Select(input => values[input][i]).Concat(operation.Constants.Select(constant => constant[i])))
                .ToDictionary(pair => pair.First, pair => pair.Second)))];

    private static double[] LogSoftmax(double[] z)
    {
        double greatest = z.Max();
        double logarithm = greatest + Math.Log(z.Sum(value => Math.Exp(value - greatest)));
        return [.. z.Select(value => value - logarithm)];
    }
}
