namespace NeuralGen.Benchmarks;

/// <summary>The sizes, activations and loss of a declared network, for everybody who has to build the same one.</summary>
internal sealed record NetworkShape(int[] Sizes, Activation[] Activations, Loss Loss)
{
    public static readonly NetworkShape Curve = new([4, 24, 24, 2], [Activation.Tanh, Activation.Tanh, Activation.Identity], Loss.MeanSquaredError);
    public static readonly NetworkShape Tiny = new([2, 16, 16, 1], [Activation.ReLU, Activation.ReLU, Activation.Identity], Loss.MeanSquaredError);
    public static readonly NetworkShape Digits = new([64, 64, 32, 10], [Activation.ReLU, Activation.ReLU, Activation.Softmax], Loss.CrossEntropy);
    public static readonly NetworkShape Mnist = new([784, 128, 10], [Activation.ReLU, Activation.Softmax], Loss.CrossEntropy);
    public static readonly NetworkShape Deep = new([16, 64, 64, 64, 8], [Activation.ReLU, Activation.ReLU, Activation.ReLU, Activation.Identity], Loss.MeanSquaredError);
    public static readonly NetworkShape MnistSigmoid = new([784, 30, 10], [Activation.Sigmoid, Activation.Sigmoid], Loss.HalfSquaredError);
    public static readonly NetworkShape Surface = new([4, 32, 16, 4], [Activation.Tanh, Activation.Tanh, Activation.Identity], Loss.MeanSquaredError);

    public int InputSize => Sizes[0];

    public int OutputSize => Sizes[^1];

    public int LayerCount => Activations.Length;

    public int WeightCount => Enumerable.Range(0, LayerCount).Sum(layer => Sizes[layer] * Sizes[layer + 1]);

    public int ParameterCount => WeightCount + Sizes.Skip(1).Sum();

    /// <summary>
    /// The loss's gradient at the output layer's z (softmax) or a (others) is this times (a - y), summed over a batch
    /// and divided by its size.
    /// </summary>
    public float ErrorScale => Loss switch
    {
        Loss.CrossEntropy or Loss.HalfSquaredError => 1,
        Loss.MeanSquaredError => 2f / OutputSize,
        _ => throw new NotSupportedException($"No workload uses {Loss}."),
    };

    /// <summary>Floating-point operations of the products of matrices for one sample: 2 for each weight.</summary>
    public double ForwardOperations => 2.0 * WeightCount;

    /// <summary>The same for one sample of a training step: also dC/dW of every layer, and dC/da of all but the first.</summary>
    public double TrainingOperations => (3 * ForwardOperations) - (2.0 * Sizes[0] * Sizes[1]);

    /// <summary>Sizes with a dash, then the activations.</summary>
    public override string ToString() => $"{string.Join('-', Sizes)} {string.Join(' ', Activations.Select(activation => activation.ToString().ToLowerInvariant()))}";
}
