using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Onnx.Chains;

/// <summary>Turns an imported network into the layers that attributes would declare, where it is a chain of dense layers. Pure.</summary>
internal static class DenseChain
{
    /// <summary>The most operands and operations of an activation that is put together from several functions.</summary>
    private const int LargestFunction = 128;

    private const string Supported = "only chains of dense layers are compiled so far: products with weights, each followed by a function of single numbers or by a Softmax";

    /// <summary>The layers in order, at least one; null, and a problem, where the network is no such chain.</summary>
    public static EquatableArray<ChainLayer>? Read(OnnxNetwork network, out ImportProblem? problem)
    {
        var layers = new List<ChainLayer>();
        for (int i = 0; i < network.Operations.Count; i++)
        {
            OnnxOperation operation = network.Operations[i];
            if (Refusal(operation, previous: i, layers) is { } refusal)
            {
                problem = Problem(operation, refusal);
                return null;
            }

            if (operation is OnnxOperation.Affine affine)
            {
                layers.Add(new ChainLayer(affine, Dense(affine), affine.Nodes));
                continue;
            }

            ChainLayer last = layers[layers.Count - 1];
            DenseDeclaration? activated = operation is OnnxOperation.Elementwise function
                ? Apply(last.Declaration, function, network.Precision)
                : last.Declaration with { Activation = ActivationKind.Softmax };
            if (activated is null)
            {
                problem = Problem(operation, "makes the function after a product with weights too long");
                return null;
            }

            layers[layers.Count - 1] = last with { Declaration = activated, Nodes = last.Nodes.Concat(operation.Nodes).ToEquatableArray() };
        }

        problem = layers.Count == 0 ? new ImportProblem(ProblemKind.NotAChain, $"The model has no product with weights; {Supported}.") : null;
        return layers.Count == 0 ? null : layers.ToEquatableArray();
    }

    /// <summary>What keeps an operation out of a chain, as the continuation of its name; null where nothing does.</summary>
    private static string? Refusal(OnnxOperation operation, int previous, List<ChainLayer> layers)
    {
        DenseDeclaration? layer = layers.Count == 0 ? null : layers[layers.Count - 1].Declaration;
        bool isFirst = layer is null;
        bool isActivated = layer is { CustomActivation: not null } or { Activation: not ActivationKind.Identity };
        return operation switch
        {
            OnnxOperation.Add => "adds two branches of the model, as residual networks do",
            OnnxOperation.LogSoftmax => "gives the logarithms of probabilities; export the model with a Softmax in its place, or without it",
            OnnxOperation.Elementwise { Inputs.Count: > 1 } => "joins several branches of the model",
            OnnxOperation.Elementwise { Constants.Count: > 0 } => "works with a different constant for each number, which cannot be folded into weights here",
            _ when Input(operation) != previous => "starts another branch of the model: it reads a value that was used before",
            OnnxOperation.Affine => null,
            _ when isFirst => "stands before the first product with weights",
            OnnxOperation.Softmax when isActivated => "follows another function, and a layer has one",
            _ when layer is { Activation: ActivationKind.Softmax } => "follows a Softmax, and a layer has one function",
            _ => null,
        };
    }

    private static int Input(OnnxOperation operation) => operation switch
    {
        OnnxOperation.Affine affine => affine.Input,
        OnnxOperation.Elementwise elementwise => elementwise.Inputs[0],
        OnnxOperation.Softmax softmax => softmax.Input,
        _ => throw new InvalidOperationException($"There is no single input of {operation.GetType().Name}."),
    };

    private static DenseDeclaration Dense(OnnxOperation.Affine affine) =>
        new(affine.Size, ActivationKind.Identity, null, affine.Biases is not null, InitializerKind.Default);

    /// <summary>The layer with one more function after those that it has; null where the result would be too long.</summary>
    private static DenseDeclaration? Apply(DenseDeclaration layer, OnnxOperation.Elementwise operation, Precision precision)
    {
        Expression function = operation.Expression;
        var variable = new Variable(operation.Variables[0]);
        Expression inner = layer.CustomActivation ?? Activations.Of(layer.Activation, layer.Alpha);
        if ((long)Occurrences(function, variable) * ExpressionTree.Size(inner) > LargestFunction)
        {
            return null;
        }

        // Also where nothing is put in: the name of a variable decides the order of terms.
        Expression whole = CustomFunctions.Activation(Substitution.Replace(function, variable, inner));
        return BuiltInActivations.Find(whole, precision) is var (kind, alpha)
            ? layer with { Activation = kind, Alpha = alpha, CustomActivation = null }
            : layer with { Activation = ActivationKind.Identity, Alpha = null, CustomActivation = whole };
    }

    private static int Occurrences(Expression expression, Variable variable) =>
        expression == variable ? 1 : ExpressionTree.Parts(expression).Sum(part => Occurrences(part, variable));

    private static ImportProblem Problem(OnnxOperation operation, string what)
    {
        OnnxNode? node = operation.Nodes.Count > 0 ? operation.Nodes[operation.Nodes.Count - 1] : null;
        string name = node is null ? "A step of the model" : $"The {ChainText.OneLine(node.Operator)} node" + (node.Name.Length == 0 ? "" : $" '{ChainText.OneLine(node.Name)}'");
        return new ImportProblem(ProblemKind.NotAChain, $"{name} {what}; {Supported}.")
        {
            Operator = node?.Operator,
            Node = node is { Name.Length: > 0 } ? node.Name : null,
        };
    }
}
