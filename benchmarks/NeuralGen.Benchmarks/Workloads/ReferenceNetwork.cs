namespace NeuralGen.Benchmarks;

/// <summary>Forward pass and backpropagation in double precision, as plainly as they can be written: what is right.</summary>
internal sealed class ReferenceNetwork(NetworkShape network, float[] parameters)
{
    private readonly double[] _firstMoment = new double[parameters.Length];
    private readonly double[] _secondMoment = new double[parameters.Length];

    public double[] Parameters { get; } = [.. parameters.Select(value => (double)value)];

    /// <summary>The outputs of all samples.</summary>
    public double[] Forward(float[] inputs) =>
        [.. inputs.Chunk(network.InputSize).SelectMany(sample => Activations(sample)[^1])];

    /// <summary>Trains on the first batches, starting again when the data end.</summary>
    public void Train(float[] inputs, float[] targets, int batch, Training training, int steps)
    {
        float[][] x = [.. inputs.Chunk(network.InputSize)];
        float[][] y = [.. targets.Chunk(network.OutputSize)];
        for (int step = 1; step <= steps; step++)
        {
            int start = (step - 1) % (x.Length / batch) * batch;
            double[] gradient = new double[Parameters.Length];
            for (int sample = start; sample < start + batch; sample++)
            {
                AddGradient(x[sample], y[sample], 1.0 / batch, gradient);
            }

            for (int i = 0; i < gradient.Length; i++)
            {
                Parameters[i] -= training.Adam ? training.LearningRate * AdamDirection(i, gradient[i], step) : training.LearningRate * gradient[i];
            }
        }
    }

    private double AdamDirection(int index, double gradient, int step)
    {
        _firstMoment[index] = (0.9 * _firstMoment[index]) + (0.1 * gradient);
        _secondMoment[index] = (0.999 * _secondMoment[index]) + (0.001 * gradient * gradient);
        double first = _firstMoment[index] / (1 - Math.Pow(0.9, step));
        double second = _secondMoment[index] / (1 - Math.Pow(0.999, step));
        return first / (Math.Sqrt(second) + 1e-8);
    }

    /// <summary>The input as it is and the activations of every layer.</summary>
    private double[][] Activations(float[] input)
    {
        double[][] activations = new double[network.LayerCount + 1][];
        activations[0] = [.. input.Select(value => (double)value)];
        int weights = 0;
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            (int inputs, int outputs) = (network.Sizes[layer], network.Sizes[layer + 1]);
            double[] z = new double[outputs];
            for (int j = 0; j < outputs; j++)
            {
                z[j] = Parameters[weights + (inputs * outputs) + j];
                for (int k = 0; k < inputs; k++)
                {
                    z[j] += Parameters[weights + (j * inputs) + k] * activations[layer][k];
                }
            }

            activations[layer + 1] = Activate(network.Activations[layer], z);
            weights += (inputs + 1) * outputs;
        }

        return activations;
    }

    private void AddGradient(float[] input, float[] target, double share, double[] gradient)
    {
        double[][] a = Activations(input);
        double[] delta = new double[network.OutputSize];
        for (int j = 0; j < delta.Length; j++)
        {
            delta[j] = share * network.ErrorScale * (a[^1][j] - target[j]) * Slope(network.Activations[^1], a[^1][j]);
        }

        int weights = Parameters.Length;
        for (int layer = network.LayerCount - 1; layer >= 0; layer--)
        {
            (int inputs, int outputs) = (network.Sizes[layer], network.Sizes[layer + 1]);
            weights -= (inputs + 1) * outputs;
            double[] below = new double[inputs];
            for (int j = 0; j < outputs; j++)
            {
                gradient[weights + (inputs * outputs) + j] += delta[j];
                for (int k = 0; k < inputs; k++)
                {
                    gradient[weights + (j * inputs) + k] += delta[j] * a[layer][k];
                    below[k] += Parameters[weights + (j * inputs) + k] * delta[j];
                }
            }

            for (int k = 0; k < inputs && layer > 0; k++)
            {
                below[k] *= Slope(network.Activations[layer - 1], a[layer][k]);
            }

            delta = below;
        }
    }

    private static double[] Activate(Activation activation, double[] z)
    {
        if (activation != Activation.Softmax)
        {
            return [.. z.Select(value => activation switch
            {
                Activation.Identity => value,
                Activation.ReLU => Math.Max(value, 0),
                Activation.Tanh => Math.Tanh(value),
                Activation.Sigmoid => 1 / (1 + Math.Exp(-value)),
                _ => throw new NotSupportedException($"No workload uses {activation}."),
            })];
        }

        double largest = z.Max();
        double[] terms = [.. z.Select(value => Math.Exp(value - largest))];
        double sum = terms.Sum();
        return [.. terms.Select(term => term / sum)];
    }

    /// <summary>f'(z) from a = f(z). Softmax comes with cross-entropy, whose error is already that of z.</summary>
    private static double Slope(Activation activation, double a) => activation switch
    {
        Activation.ReLU => a > 0 ? 1 : 0,
        Activation.Tanh => 1 - (a * a),
        Activation.Sigmoid => a * (1 - a),
        _ => 1,
    };
}
