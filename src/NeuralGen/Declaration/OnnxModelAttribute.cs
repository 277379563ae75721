namespace NeuralGen;

/// <summary>
/// Makes a partial class the neural network of an ONNX file: its layers and its weights. The NeuralGen source generator implements
/// <see cref="INeuralNetwork{T}"/> for the class, in the model's own precision. The model must be a feed-forward network: products
/// with weights, functions of one or several values element by element, Softmax and LogSoftmax, in any order and with any branches.
/// </summary>
/// <remarks>
/// The project file names the model too: <c>&lt;NeuralModel Include="policy.onnx" /&gt;</c>. It becomes part of the assembly; the file is
/// needed to build, not to run. A new instance has the model's weights, and <c>Initialize</c> draws others.
/// </remarks>
/// <param name="path">The model's path as the project file has it, or the end of it: <c>"policy.onnx"</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class OnnxModelAttribute(string path) : Attribute
{
    /// <summary>The model's path.</summary>
    public string Path { get; } = path;

    /// <summary>The function that training minimises, for fine-tuning. The default is <see cref="Loss.MeanSquaredError"/>.</summary>
    public Loss Loss { get; set; }

    /// <summary>
    /// In the place of <see cref="Loss"/>, the name of a static method that is the loss of one output, such as
    /// <c>static float Quartic(float a, float y) => (a - y) * (a - y) * (a - y) * (a - y)</c>. The network's loss is its mean
    /// over the outputs. Its numbers have the model's precision: <c>double</c> for a model of doubles, else <c>float</c>.
    /// </summary>
    public string? CustomLoss { get; set; }

    /// <summary>The class in which <see cref="CustomLoss"/> stands; the network's own unless set.</summary>
    public Type? CustomLossType { get; set; }

    /// <summary>The name of the model's output to compute; needed only where it has several.</summary>
    public string? Output { get; set; }
}
