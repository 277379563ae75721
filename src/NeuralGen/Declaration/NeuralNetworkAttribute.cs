namespace NeuralGen;

/// <summary>
/// Makes a partial class a neural network. The layers are the layer attributes on the same declaration, applied in
/// the order written; the NeuralGen source generator implements <see cref="INeuralNetwork{T}"/> for the class.
/// </summary>
/// <remarks>The target is wider than classes so that a mistake gets NeuralGen's own explanation.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class NeuralNetworkAttribute : Attribute
{
    /// <summary>Declares a network whose input is a vector of <paramref name="inputSize"/> numbers.</summary>
    /// <param name="inputSize">The number of inputs of one sample; at least 1.</param>
    public NeuralNetworkAttribute(int inputSize) => InputShape = [inputSize];

    /// <summary>Declares a network whose input is a tensor, given to its methods flat and in row-major order.</summary>
    /// <param name="inputShape">The size of each dimension of one sample; each at least 1.</param>
    public NeuralNetworkAttribute(params int[] inputShape) => InputShape = inputShape;

    /// <summary>The shape of one input sample.</summary>
    public IReadOnlyList<int> InputShape { get; }

    /// <summary>The function that training minimises. The default is <see cref="Loss.MeanSquaredError"/>.</summary>
    public Loss Loss { get; set; }

    /// <summary>
    /// In the place of <see cref="Loss"/>, the name of a static method that is the loss of one output, such as
    /// <c>static float Quartic(float a, float y) => (a - y) * (a - y) * (a - y) * (a - y)</c>. The network's loss is its mean
    /// over the outputs. NeuralGen reads its source and derives the gradient from it.
    /// </summary>
    public string? CustomLoss { get; set; }

    /// <summary>The class in which <see cref="CustomLoss"/> stands; the network's own unless set.</summary>
    public Type? CustomLossType { get; set; }

    /// <summary>The number format of inputs, outputs and parameters. The default is <see cref="Precision.Single"/>.</summary>
    public Precision Precision { get; set; }

    /// <summary>The seed from which a new instance draws its initial parameters. The default is 0.</summary>
    public int Seed { get; set; }

    /// <summary>
    /// A model file whose weights a new instance has, such as <c>"digits.safetensors"</c>, instead of weights drawn from
    /// <see cref="Seed"/>. The project file names it too: <c>&lt;NeuralModel Include="digits.safetensors" /&gt;</c>. The weights become
    /// part of the assembly; the file is needed to build, not to run.
    /// </summary>
    public string? Weights { get; set; }
}
