using NeuralGen;

namespace Lecture.Frame;

/// <summary>
/// A network of sigmoid layers in plain loops over the lecture's indices, with the cost C = 1/2 Σ (aᴸ - y)²: the second
/// way of most chapters. Layers count from 1, as in the lecture; element 0 of each list is the input's, or empty.
/// </summary>
internal sealed class PlainNetwork
{
    /// <summary>Copies the parameters of a generated network.</summary>
    public PlainNetwork(ParameterVector<double> parameters)
    {
        LastLayer = parameters.Layout.Tensors.Length / 2;
        Weights = new double[LastLayer + 1][,];
        Biases = new double[LastLayer + 1][];
        for (int l = 1; l <= LastLayer; l++)
        {
            TensorView<double> weights = parameters[$"dense{l}.weight"];
            TensorView<double> biases = parameters[$"dense{l}.bias"];
            Weights[l] = new double[weights.Shape[0], weights.Shape[1]];
            Biases[l] = new double[biases.Count];
            for (int j = 0; j < biases.Count; j++)
            {
                Biases[l][j] = biases[j];
                for (int k = 0; k < weights.Shape[1]; k++)
                {
                    Weights[l][j, k] = weights[j, k];
                }
            }
        }

        Z = [[], .. Biases[1..].Select(layer => new double[layer.Length])];
        A = [new double[Weights[1].GetLength(1)], .. Biases[1..].Select(layer => new double[layer.Length])];
        Delta = [[], .. Biases[1..].Select(layer => new double[layer.Length])];
    }

    /// <summary>L, the number of the last layer.</summary>
    public int LastLayer { get; }

    /// <summary>wˡ_jk.</summary>
    public double[][,] Weights { get; }

    /// <summary>bˡ_j.</summary>
    public double[][] Biases { get; }

    /// <summary>zˡ_j of the last sample.</summary>
    public double[][] Z { get; }

    /// <summary>aˡ_j of the last sample; a⁰ is the sample itself.</summary>
    public double[][] A { get; }

    /// <summary>δˡ_j of the last sample.</summary>
    public double[][] Delta { get; }

    /// <summary>σ(z) = 1 / (1 + exp(-z)).</summary>
    public static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>σ'(z) = σ(z) (1 - σ(z)).</summary>
    public static double SigmoidDerivative(double z) => Sigmoid(z) * (1 - Sigmoid(z));

    /// <summary>Feeds a sample forward, layer by layer.</summary>
    /// <returns>aᴸ.</returns>
    public double[] Forward(ReadOnlySpan<double> x)
    {
        x.CopyTo(A[0]);
        for (int l = 1; l <= LastLayer; l++)
        {
            for (int j = 0; j < Z[l].Length; j++)
            {
                double z = Biases[l][j];
                for (int k = 0; k < A[l - 1].Length; k++)
                {
                    z += Weights[l][j, k] * A[l - 1][k];
                }

                Z[l][j] = z;
                A[l][j] = Sigmoid(z);
            }
        }

        return A[LastLayer];
    }

    /// <summary>The cost of the last sample.</summary>
    public double Cost(ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < y.Length; j++)
        {
            sum += (A[LastLayer][j] - y[j]) * (A[LastLayer][j] - y[j]);
        }

        return sum / 2;
    }

    /// <summary>Feeds a sample forward and its errors back.</summary>
    /// <returns>∂C/∂W¹, ∂C/∂b¹, ∂C/∂W², ... in the order of <see cref="ParameterVector{T}"/>.</returns>
    public double[] Backward(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        Forward(x);
        for (int j = 0; j < y.Length; j++)
        {
            Delta[LastLayer][j] = (A[LastLayer][j] - y[j]) * SigmoidDerivative(Z[LastLayer][j]);
        }

        for (int l = LastLayer - 1; l >= 1; l--)
        {
            for (int k = 0; k < Delta[l].Length; k++)
            {
                double sum = 0;
                for (int j = 0; j < Delta[l + 1].Length; j++)
                {
                    sum += Weights[l + 1][j, k] * Delta[l + 1][j];
                }

                Delta[l][k] = sum * SigmoidDerivative(Z[l][k]);
            }
        }

        var gradient = new List<double>();
        for (int l = 1; l <= LastLayer; l++)
        {
            gradient.AddRange(Delta[l].SelectMany(delta => A[l - 1].Select(a => delta * a)));
            gradient.AddRange(Delta[l]);
        }

        return [.. gradient];
    }

    /// <summary>The mean gradient of several samples.</summary>
    public double[] MeanGradient(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        int inputSize = A[0].Length;
        int outputSize = A[LastLayer].Length;
        int samples = inputs.Length / inputSize;
        double[] mean = new double[Parameters().Length];
        for (int i = 0; i < samples; i++)
        {
            double[] gradient = Backward(inputs.Slice(i * inputSize, inputSize), targets.Slice(i * outputSize, outputSize));
            for (int p = 0; p < mean.Length; p++)
            {
                mean[p] += gradient[p] / samples;
            }
        }

        return mean;
    }

    /// <summary>One step of gradient descent: θ := θ - η ∂C/∂θ.</summary>
    public void Step(ReadOnlySpan<double> gradient, double learningRate)
    {
        int p = 0;
        for (int l = 1; l <= LastLayer; l++)
        {
            for (int j = 0; j < Weights[l].GetLength(0); j++)
            {
                for (int k = 0; k < Weights[l].GetLength(1); k++)
                {
                    Weights[l][j, k] -= learningRate * gradient[p++];
                }
            }

            for (int j = 0; j < Biases[l].Length; j++)
            {
                Biases[l][j] -= learningRate * gradient[p++];
            }
        }
    }

    /// <summary>All parameters, in the order of <see cref="ParameterVector{T}"/>.</summary>
    public double[] Parameters() =>
        [.. Enumerable.Range(1, LastLayer).SelectMany(l => Weights[l].Cast<double>().Concat(Biases[l]))];
}
