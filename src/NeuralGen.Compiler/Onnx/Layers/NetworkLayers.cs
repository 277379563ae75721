using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Layers;

/// <summary>
/// Turns an imported network into layers as they are declared. A product with weights becomes a dense layer and takes in what
/// follows it alone: one function of single numbers, or a Softmax. Everything else is a layer of its own. Pure.
/// </summary>
internal sealed class NetworkLayers
{
    /// <summary>The most operands and operations of an activation that is put together from several functions.</summary>
    private const int LargestFunction = 128;

    /// <summary>The most operands and operations of all functions together that the contract has no name for; each is derived and written out.</summary>
    private const int LargestFunctions = 4096;

    private static readonly string[] Summands = ["z1", "z2"];

    private readonly OnnxNetwork _network;
    private readonly List<(LayerDeclaration Declaration, List<OnnxNode> Nodes, OnnxWeights[] Tensors)> _layers = [];

    // The place of each layer without parameters, by what it computes from which values.
    private readonly Dictionary<(LayerDeclaration Layer, EquatableArray<int> Inputs), int> _withoutParameters = [];

    // For each value of the model, the declaration's value that it is.
    private readonly int[] _values;

    // How many operations read each value of the model.
    private readonly int[] _readers;

    private NetworkLayers(OnnxNetwork network)
    {
        _network = network;
        _values = new int[network.Operations.Count + 1];
        _readers = Readers(network);
    }

    /// <summary>The layers in order, the last of which gives the result; null, and a problem, where there is nothing to train.</summary>
    public static EquatableArray<ImportedLayer>? Read(OnnxNetwork network, out ImportProblem? problem)
    {
        var layers = new NetworkLayers(network);
        for (int i = 0; i < network.Operations.Count; i++)
        {
            // What the result does not need, nobody reads.
            if (layers._readers[i + 1] > 0)
            {
                layers.Add(network.Operations[i], i + 1);
            }
        }

        problem = layers.Problem();
        return problem is null ? layers.Named() : null;
    }

    private ImportProblem? Problem()
    {
        if (_layers.Count > NetworkDeclaration.MostLayers)
        {
            return new ImportProblem(ProblemKind.TooLarge, $"The model has {_layers.Count} layers; at most {NetworkDeclaration.MostLayers} can be compiled, for the code is written out layer by layer.");
        }

        long operations = _layers.Sum(layer => (long)SizeOf(layer.Declaration));
        if (operations > LargestFunctions)
        {
            return new ImportProblem(
                ProblemKind.TooLarge, $"The functions of the model's layers have {operations} operands and operations together, not counting activations that NeuralGen has; at most {LargestFunctions} can be compiled.");
        }

        return _layers.Exists(layer => layer.Declaration is DenseDeclaration) ? null : new ImportProblem(
            ProblemKind.NoLayers,
            "The model has no product with weights, so there is nothing to learn in it; a network has at least one MatMul or Gemm with weights that are constant. "
            + "Beside these it may have functions of one or of several values, element by element, Softmax and LogSoftmax, in any order.");
    }

    private static int SizeOf(LayerDeclaration layer) => layer switch
    {
        DenseDeclaration { CustomActivation: { } function } => ExpressionTree.Size(function),
        ElementwiseDeclaration function => ExpressionTree.Size(function.Function),
        _ => 0,
    };

    /// <summary>How many operations read each value, the reader of the result included; only what the result needs counts.</summary>
    private static int[] Readers(OnnxNetwork network)
    {
        int[] readers = new int[network.Operations.Count + 1];
        readers[network.Output]++;
        for (int i = network.Operations.Count - 1; i >= 0; i--)
        {
            if (readers[i + 1] > 0)
            {
                foreach (int input in Inputs(network.Operations[i]))
                {
                    readers[input]++;
                }
            }
        }

        return readers;
    }

    private static IEnumerable<int> Inputs(OnnxOperation operation) => operation switch
    {
        OnnxOperation.Affine affine => [affine.Input],
        OnnxOperation.Elementwise elementwise => elementwise.Inputs.Distinct(),
        OnnxOperation.Softmax softmax => [softmax.Input],
        OnnxOperation.LogSoftmax softmax => [softmax.Input],
        OnnxOperation.Add add => [add.Left, add.Right],
        _ => throw new InvalidOperationException($"{operation.GetType().Name} is no layer."),
    };

    private void Add(OnnxOperation operation, int value)
    {
        switch (operation)
        {
            case OnnxOperation.Affine affine:
                OnnxWeights[] tensors = affine.Biases is { } biases ? [affine.Weights, biases] : [affine.Weights];
                Append(new DenseDeclaration(affine.Size, ActivationKind.Identity, null, affine.Biases is not null, InitializerKind.Default), value, operation, tensors);
                break;
            case OnnxOperation.Elementwise elementwise when Alone(operation) is { } dense && Apply(dense, elementwise) is { } activated:
                TakeIn(activated, value, operation);
                break;
            case OnnxOperation.Elementwise elementwise:
                Append(
                    new ElementwiseDeclaration(elementwise.Expression, elementwise.Variables, elementwise.Constants.Count),
                    value, operation, [.. elementwise.Constants]);
                break;
            case OnnxOperation.Softmax when Alone(operation) is { CustomActivation: null, Activation: ActivationKind.Identity } dense:
                TakeIn(dense with { Activation = ActivationKind.Softmax }, value, operation);
                break;
            case OnnxOperation.Softmax:
                Append(new SoftmaxDeclaration(), value, operation, []);
                break;
            case OnnxOperation.LogSoftmax:
                Append(new LogSoftmaxDeclaration(), value, operation, []);
                break;
            case OnnxOperation.Add:
                Append(new ElementwiseDeclaration(new Variable(Summands[0]) + new Variable(Summands[1]), Summands.ToEquatableArray(), 0), value, operation, []);
                break;
        }
    }

    /// <summary>The dense layer whose result an operation alone reads, where it reads nothing else.</summary>
    private DenseDeclaration? Alone(OnnxOperation operation)
    {
        int[] inputs = [.. Inputs(operation)];
        bool readsConstants = operation is OnnxOperation.Elementwise { Constants.Count: > 0 };
        return inputs.Length == 1 && inputs[0] > 0 && !readsConstants && _readers[inputs[0]] == 1 && _values[inputs[0]] > 0
            ? _layers[_values[inputs[0]] - 1].Declaration as DenseDeclaration
            : null;
    }

    private void TakeIn(DenseDeclaration dense, int value, OnnxOperation operation)
    {
        int layer = _values[Inputs(operation).First()];
        (_, List<OnnxNode> nodes, OnnxWeights[] tensors) = _layers[layer - 1];
        nodes.AddRange(operation.Nodes);
        _layers[layer - 1] = (dense with { Inputs = _layers[layer - 1].Declaration.Inputs }, nodes, tensors);
        _values[value] = layer;
    }

    private void Append(LayerDeclaration layer, int value, OnnxOperation operation, OnnxWeights[] tensors)
    {
        IEnumerable<int> read = operation is OnnxOperation.Elementwise elementwise ? elementwise.Inputs : Inputs(operation);
        int[] inputs = [.. read.Select(input => _values[input])];

        // As in a declaration by attributes, the one value before a layer goes without saying.
        bool isNext = inputs.Length == 1 && inputs[0] == _layers.Count;
        LayerDeclaration whole = layer with { Inputs = isNext ? EquatableArray<int>.Empty : inputs.ToEquatableArray() };
        (LayerDeclaration, EquatableArray<int>) computation = (layer, inputs.ToEquatableArray());
        if (tensors.Length == 0 && _withoutParameters.TryGetValue(computation, out int same))
        {
            _layers[same].Nodes.AddRange(operation.Nodes);
            _values[value] = same + 1;
            return;
        }

        if (tensors.Length == 0)
        {
            _withoutParameters.Add(computation, _layers.Count);
        }

        _layers.Add((whole, [.. operation.Nodes], tensors));
        _values[value] = _layers.Count;
    }

    /// <summary>The layer with one more function after those that it has; null where the result would be too long or it ends with a Softmax.</summary>
    private DenseDeclaration? Apply(DenseDeclaration layer, OnnxOperation.Elementwise operation)
    {
        if (layer is { CustomActivation: null, Activation: ActivationKind.Softmax })
        {
            return null;
        }

        Expression function = operation.Expression;
        var variable = new Variable(operation.Variables[0]);
        Expression inner = layer.CustomActivation ?? Activations.Of(layer.Activation, layer.Alpha);
        if ((long)Occurrences(function, variable) * ExpressionTree.Size(inner) > LargestFunction)
        {
            return null;
        }

        // Also where nothing is put in: the name of a variable decides the order of terms.
        Expression whole = CustomFunctions.Activation(Substitution.Replace(function, variable, inner));
        return BuiltInActivations.Find(whole, _network.Precision) is var (kind, alpha)
            ? layer with { Activation = kind, Alpha = alpha, CustomActivation = null }
            : layer with { Activation = ActivationKind.Identity, Alpha = null, CustomActivation = whole };
    }

    private static int Occurrences(Expression expression, Variable variable) =>
        expression == variable ? 1 : ExpressionTree.Parts(expression).Sum(part => Occurrences(part, variable));

    private EquatableArray<ImportedLayer> Named() => _layers
        .Zip(ParameterNames.OfLayers(_layers.Select(layer => layer.Declaration)), (layer, name) => new ImportedLayer(
            name,
            layer.Declaration,
            layer.Nodes.ToEquatableArray(),
            layer.Tensors.Select((numbers, i) => new ImportedTensor(TensorName(layer.Declaration, name, i), numbers)).ToEquatableArray()))
        .ToEquatableArray();

    private static string TensorName(LayerDeclaration layer, string name, int tensor) =>
        layer is not DenseDeclaration ? ParameterNames.Parameter(name, tensor)
        : tensor == 0 ? ParameterNames.Weight(name)
        : ParameterNames.Bias(name);
}
