using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Layers;

/// <summary>One layer of an imported network.</summary>
/// <param name="Name">What it is called: its kind and the number within the kind, such as <c>dense1</c>.</param>
/// <param name="Declaration">What is declared of it.</param>
/// <param name="Nodes">The model's nodes that it stands for.</param>
/// <param name="Tensors">Its parameters, in order.</param>
internal sealed record ImportedLayer(string Name, LayerDeclaration Declaration, EquatableArray<OnnxNode> Nodes, EquatableArray<ImportedTensor> Tensors);

/// <summary>A parameter tensor of a layer and its numbers.</summary>
/// <param name="Name">The contract's name, such as <c>dense1.weight</c>.</param>
/// <param name="Numbers">Row-major; weights are [out, in].</param>
internal sealed record ImportedTensor(string Name, OnnxWeights Numbers);
