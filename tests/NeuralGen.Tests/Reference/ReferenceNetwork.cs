namespace NeuralGen.Tests.Reference;

/// <summary>
/// Forward and backward pass of a chain of dense layers in double precision and plain loops. It shares nothing with
/// the compiler, and is itself tested against central differences.
/// </summary>
/// <param name="architecture">The layers and the loss.</param>
/// <param name="parameters">All parameters in the architecture's order; read anew by every call.</param>
internal sealed class ReferenceNetwork(Architecture architecture, double[] parameters)
{
    public Architecture Architecture { get; } = architecture;

    public double[] Parameters { get; } = parameters;

    /// <summary>a^L.</summary>
    public double[] Forward(ReadOnlySpan<double> input) => Propagate(input).A[^1];

    /// <summary>C.</summary>
    public double ComputeLoss(ReadOnlySpan<double> input, ReadOnlySpan<double> target)
    {
        (double[][] z, double[][] a) = Propagate(input);
        return LossFunction.Value(Architecture.Loss, z[^1], a[^1], target);
    }

    /// <summary>C, dC/dtheta and dC/dx.</summary>
    public ReferenceGradient Backward(ReadOnlySpan<double> input, ReadOnlySpan<double> target)
    {
        (double[][] z, double[][] a) = Propagate(input);
        double loss = LossFunction.Value(Architecture.Loss, z[^1], a[^1], target);
        double[] gradient = new double[Architecture.ParameterCount];
        double[] downstream = LossFunction.Gradient(Architecture.Loss, a[^1], target);
        for (int l = Architecture.Layers.Length - 1; l >= 0; l--)
        {
            bool isFolded = l == Architecture.Layers.Length - 1 && LossFunction.FoldsActivation(Architecture.Loss);
            double[] delta = isFolded ? downstream : Delta(Architecture.Layers[l], z[l], a[l], downstream);
            downstream = BackwardLayer(l, l == 0 ? input : a[l - 1], delta, gradient);
        }

        return new ReferenceGradient(loss, gradient, downstream);
    }

    /// <summary>How near a sample comes to a point where a layer or the loss is not smooth.</summary>
    public double DistanceToBreaks(ReadOnlySpan<double> input, ReadOnlySpan<double> target)
    {
        (double[][] z, double[][] a) = Propagate(input);
        double distance = double.PositiveInfinity;
        for (int l = 0; l < z.Length; l++)
        {
            foreach (double kink in ActivationFunction.Breaks(Architecture.Layers[l].Activation))
            {
                distance = Math.Min(distance, z[l].Min(value => Math.Abs(value - kink)));
            }
        }

        foreach (double kink in LossFunction.Breaks(Architecture.Loss))
        {
            for (int j = 0; j < target.Length; j++)
            {
                distance = Math.Min(distance, Math.Abs(a[^1][j] - target[j] - kink));
            }
        }

        return distance;
    }

    /// <summary>z^l = W^l a^(l-1) + b^l and a^l = f(z^l) for every layer.</summary>
    private (double[][] Z, double[][] A) Propagate(ReadOnlySpan<double> input)
    {
        int layers = Architecture.Layers.Length;
        double[][] z = new double[layers][];
        double[][] a = new double[layers][];
        for (int l = 0; l < layers; l++)
        {
            Layer layer = Architecture.Layers[l];
            ReadOnlySpan<double> before = l == 0 ? input : a[l - 1];
            z[l] = new double[layer.Outputs];
            for (int j = 0; j < layer.Outputs; j++)
            {
                int row = Architecture.WeightOffsets[l] + (j * before.Length);
                double sum = layer.Bias ? Parameters[Architecture.BiasOffsets[l] + j] : 0;
                for (int k = 0; k < before.Length; k++)
                {
                    sum += Parameters[row + k] * before[k];
                }

                z[l][j] = sum;
            }

            a[l] = layer.Activation == Activation.Softmax
                ? ActivationFunction.Softmax(z[l])
                : Array.ConvertAll(z[l], value => ActivationFunction.Value(layer.Activation, layer.AlphaOrDefault, value));
        }

        return (z, a);
    }

    /// <summary>delta = dC/da (.) f'(z); for softmax the whole Jacobian da_j/dz_k = a_j ([j = k] - a_k).</summary>
    private static double[] Delta(Layer layer, double[] z, double[] a, double[] downstream)
    {
        double[] delta = new double[z.Length];
        double weighted = 0;
        for (int j = 0; j < z.Length; j++)
        {
            weighted += a[j] * downstream[j];
        }

        for (int j = 0; j < z.Length; j++)
        {
            delta[j] = layer.Activation == Activation.Softmax
                ? a[j] * (downstream[j] - weighted)
                : downstream[j] * ActivationFunction.Derivative(layer.Activation, layer.AlphaOrDefault, z[j]);
        }

        return delta;
    }

    /// <summary>dC/db = delta, dC/dW = delta a^T of the layer before, and dC/da of the layer before = W^T delta.</summary>
    private double[] BackwardLayer(int l, ReadOnlySpan<double> before, double[] delta, double[] gradient)
    {
        double[] upstream = new double[before.Length];
        for (int j = 0; j < delta.Length; j++)
        {
            int row = Architecture.WeightOffsets[l] + (j * before.Length);
            for (int k = 0; k < before.Length; k++)
            {
                gradient[row + k] = delta[j] * before[k];
                upstream[k] += Parameters[row + k] * delta[j];
            }

            if (Architecture.Layers[l].Bias)
            {
                gradient[Architecture.BiasOffsets[l] + j] = delta[j];
            }
        }

        return upstream;
    }
}
