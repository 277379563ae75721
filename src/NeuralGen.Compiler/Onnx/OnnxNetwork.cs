using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx;

/// <summary>
/// What a model computes from one sample: operations over numbered values. Value 0 is the sample, and operation i
/// (counted from 0) computes value i + 1 from values before it. Every value is a vector.
/// </summary>
/// <param name="Origin">Where it comes from, for comments.</param>
/// <param name="InputSize">The length of the sample: the elements of the model's input without its batch axes, in row-major order.</param>
/// <param name="OutputSize">The length of the result.</param>
/// <param name="Precision">Double for a model of doubles, Single for one of floats, halves or bfloat16.</param>
/// <param name="Operations">In the order of computation; all of them are needed.</param>
/// <param name="Output">The number of the value that is the result; 0 for a network that changes nothing.</param>
internal sealed record OnnxNetwork(
    OnnxOrigin Origin,
    int InputSize,
    int OutputSize,
    Precision Precision,
    EquatableArray<OnnxOperation> Operations,
    int Output);

/// <summary>What the file says about itself.</summary>
/// <param name="Producer">The program that wrote it, with its version; may be empty.</param>
/// <param name="GraphName">The graph's name; may be empty.</param>
/// <param name="Opset">The version of the operator set.</param>
/// <param name="InputName">The name of the input.</param>
/// <param name="OutputName">The name of the output.</param>
internal sealed record OnnxOrigin(string Producer, string GraphName, int Opset, string InputName, string OutputName);

/// <summary>A node of the model; the name is empty where it has none.</summary>
internal sealed record OnnxNode(string Operator, string Name);

/// <summary>One step of the computation.</summary>
/// <param name="Size">The length of the result.</param>
/// <param name="Nodes">The model's nodes that it stands for, for comments.</param>
internal abstract record OnnxOperation(int Size, EquatableArray<OnnxNode> Nodes)
{
    /// <summary>W x + b.</summary>
    /// <param name="Input">The value x.</param>
    /// <param name="Weights">[outputs, inputs], row-major: one row per output.</param>
    /// <param name="Biases">[outputs], or null for none.</param>
    public sealed record Affine(int Size, EquatableArray<OnnxNode> Nodes, int Input, OnnxWeights Weights, OnnxWeights? Biases) : OnnxOperation(Size, Nodes);

    /// <summary>A function applied element by element.</summary>
    /// <param name="Inputs">The values it is computed from.</param>
    /// <param name="Constants">Vectors of constants, each as long as the result.</param>
    /// <param name="Expression">The function, in its canonical form.</param>
    /// <param name="Variables">The names of the inputs (<c>z</c>, or <c>z1</c>, <c>z2</c>, ...) and, after them, of the constants (<c>c1</c>, <c>c2</c>, ...).</param>
    public sealed record Elementwise(
        int Size,
        EquatableArray<OnnxNode> Nodes,
        EquatableArray<int> Inputs,
        EquatableArray<OnnxWeights> Constants,
        Expression Expression,
        EquatableArray<string> Variables) : OnnxOperation(Size, Nodes);

    /// <summary>exp(z_j) / sum over k of exp(z_k).</summary>
    public sealed record Softmax(int Size, EquatableArray<OnnxNode> Nodes, int Input) : OnnxOperation(Size, Nodes);

    /// <summary>z_j - ln(sum over k of exp(z_k)).</summary>
    public sealed record LogSoftmax(int Size, EquatableArray<OnnxNode> Nodes, int Input) : OnnxOperation(Size, Nodes);

    /// <summary>u + v for two different values.</summary>
    public sealed record Add(int Size, EquatableArray<OnnxNode> Nodes, int Left, int Right) : OnnxOperation(Size, Nodes);
}
