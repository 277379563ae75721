namespace NeuralGen;

/// <summary>
/// A dense (fully connected) layer: z = W a + b, then a = f(z), where a on the right is the output of the layer before.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute : Attribute
{
    /// <summary>Declares a dense layer.</summary>
    /// <param name="outputs">The number of neurons; at least 1.</param>
    /// <param name="activation">The activation function f.</param>
    public DenseAttribute(int outputs, Activation activation = Activation.Identity)
    {
        Outputs = outputs;
        Activation = activation;
    }

    /// <summary>The number of neurons, which is the number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The activation function f.</summary>
    public Activation Activation { get; }

    /// <summary>Whether the layer adds a bias to each neuron. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How initial weights are drawn. The default chooses by the activation.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>
    /// The parameter of the activation: the slope of <see cref="Activation.LeakyReLU"/> below zero (default 0.01) or
    /// the scale of <see cref="Activation.ELU"/> below zero (default 1).
    /// </summary>
    public double Alpha { get; set; }
}
