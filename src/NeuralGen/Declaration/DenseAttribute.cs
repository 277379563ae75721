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

    /// <summary>Declares a dense layer with an activation function of your own.</summary>
    /// <param name="outputs">The number of neurons; at least 1.</param>
    /// <param name="function">
    /// The name of a static method of the network's class, such as <c>static float Square(float z) => z * z</c>, with the
    /// network's precision for its type. NeuralGen reads its source and derives f' from it.
    /// </param>
    public DenseAttribute(int outputs, string function)
    {
        Outputs = outputs;
        Function = function;
    }

    /// <summary>Declares a dense layer with an activation function of your own that stands in another class.</summary>
    /// <param name="outputs">The number of neurons; at least 1.</param>
    /// <param name="functionType">The class of the same project in which the method stands.</param>
    /// <param name="function">The name of a static method from one number to one number, in the network's precision.</param>
    public DenseAttribute(int outputs, Type functionType, string function)
    {
        Outputs = outputs;
        FunctionType = functionType;
        Function = function;
    }

    /// <summary>The number of neurons, which is the number of outputs.</summary>
    public int Outputs { get; }

    /// <summary>The activation function f, unless <see cref="Function"/> names one of your own.</summary>
    public Activation Activation { get; }

    /// <summary>The name of the static method that is the activation function, if it is one of your own.</summary>
    public string? Function { get; }

    /// <summary>The class in which <see cref="Function"/> stands; <see langword="null"/> for the network's own.</summary>
    public Type? FunctionType { get; }

    /// <summary>Whether the layer adds a bias to each neuron. The default is <see langword="true"/>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How initial weights are drawn. The default chooses by the activation.</summary>
    public Initializer Initializer { get; set; }

    /// <summary>
    /// The parameter of the activation: the slope of <see cref="Activation.LeakyReLU"/> below zero (default 0.01) or
    /// the scale of <see cref="Activation.ELU"/> below zero (default 1).
    /// </summary>
    public double Alpha { get; set; }

    /// <summary>
    /// What the layer is called in the file of <see cref="NeuralNetworkAttribute.Weights"/>, such as <c>"fc1"</c> or <c>"layers.0"</c>:
    /// its tensors there are <c>fc1.weight</c> and <c>fc1.bias</c>. Unless set, they are <c>dense1.weight</c>, <c>dense1.bias</c> and so
    /// on, or are recognised by their shapes.
    /// </summary>
    public string? WeightsName { get; set; }
}
