using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Chains;

/// <summary>One dense layer of an imported network.</summary>
/// <param name="Affine">Its weights and biases.</param>
/// <param name="Declaration">What attributes would say about it.</param>
/// <param name="Nodes">The model's nodes that it stands for.</param>
internal sealed record ChainLayer(OnnxOperation.Affine Affine, DenseDeclaration Declaration, EquatableArray<OnnxNode> Nodes);
