using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Graph;

/// <summary>Declaration to graph: the forward pass and the loss, for one sample.</summary>
internal static class NetworkGraphBuilder
{
    /// <summary>Builds the graph.</summary>
    /// <param name="declaration">The network.</param>
    /// <param name="drops">Whether dropout layers drop, as they do in training only.</param>
    public static NetworkGraph Build(NetworkDeclaration declaration, bool drops = false)
    {
        var graph = new GraphBuilder();
        int inputSize = declaration.InputShape.Aggregate(1, (product, size) => checked(product * size));
        Node activation = graph.Source("x", 0, new Operation.Input(), inputSize);
        Node weightedInput = activation;

        // Dropout is no layer of its own in the equations, and has no number: it belongs to the layer before.
        int layer = 0;
        foreach (LayerDeclaration layerDeclaration in declaration.Layers)
        {
            switch (layerDeclaration)
            {
                case DenseDeclaration dense:
                    layer++;
                    (weightedInput, activation) = Dense(graph, dense, layer, activation);
                    break;
                case DropoutDeclaration dropout:
                    activation = drops && dropout.Rate > 0 ? Dropout(graph, dropout, layer, activation) : activation;
                    break;
                default:
                    throw new InvalidOperationException($"There is no graph for {layerDeclaration.GetType().Name}.");
            }
        }

        Node target = graph.Source("y", layer, new Operation.Target(), activation.Length);
        Node loss = Loss(graph, declaration, weightedInput, activation, target);
        return new NetworkGraph(graph.ToNodes(), activation.Index, loss.Index);
    }

    /// <summary>z = W a + b, a = f(z).</summary>
    private static (Node WeightedInput, Node Activation) Dense(GraphBuilder graph, DenseDeclaration dense, int layer, Node input)
    {
        // Only dense layers have parameters so far, so the number within the kind is the layer's own.
        string number = layer.ToString(CultureInfo.InvariantCulture);
        InitializerKind initializer = Resolve(dense);
        Node weights = graph.Source("W" + number, layer, new Operation.Parameter($"dense{number}.weight", initializer), dense.Outputs, input.Length);
        Node product = graph.Apply("z" + number, layer, new Operation.MatrixVectorProduct(), weights, input);
        if (dense.Bias)
        {
            InitializerKind biasInitializer = initializer == InitializerKind.StandardNormal ? initializer : InitializerKind.Zeros;
            Node biases = graph.Source("b" + number, layer, new Operation.Parameter($"dense{number}.bias", biasInitializer), dense.Outputs);
            product = graph.Apply("z" + number, layer, new Operation.Addition(), product, biases);
        }

        return (product, Activate(graph, dense, layer, "a" + number, product));
    }

    /// <summary>d = a (.) m.</summary>
    private static Node Dropout(GraphBuilder graph, DropoutDeclaration dropout, int layer, Node activation)
    {
        string number = layer.ToString(CultureInfo.InvariantCulture);
        Node mask = graph.Source("m" + number, layer, new Operation.DropoutMask(dropout.Rate), activation.Length);
        return graph.Apply("d" + number, layer, Elementwise(new Variable("a") * new Variable("m"), "a", "m"), activation, mask);
    }

    private static Node Activate(GraphBuilder graph, DenseDeclaration dense, int layer, string name, Node weightedInput)
    {
        if (dense is { CustomActivation: null, Activation: ActivationKind.Softmax })
        {
            return graph.Apply(name, layer, new Operation.Softmax(), weightedInput);
        }

        Expression function = ActivationOf(dense);
        return function is Variable ? weightedInput : graph.Apply(name, layer, Elementwise(function, "z"), weightedInput);
    }

    private static Expression ActivationOf(DenseDeclaration dense) =>
        dense.CustomActivation is { } custom ? CustomFunctions.Activation(custom) : Activations.Of(dense.Activation, dense.Alpha);

    private static Node Loss(GraphBuilder graph, NetworkDeclaration declaration, Node weightedInput, Node activation, Node target)
    {
        if (declaration is { CustomLoss: null, Loss: LossKind.CrossEntropy })
        {
            return graph.Apply("C", target.Layer, new Operation.CrossEntropy(), weightedInput, target);
        }

        Expression perOutput = declaration.CustomLoss is { } custom ? CustomFunctions.Loss(custom, target.Length) : Losses.Of(declaration.Loss, target.Length);
        if (activation.Operation is Operation.Elementwise function && ExpressionTree.Contains(perOutput, Function.Log))
        {
            // Written in z, the logarithms of a sigmoid and of 1 minus it turn into softplus, which is finite for every z.
            Expression inWeightedInput = Simplifier.Simplify(Substitution.Replace(perOutput, new Variable("a"), function.Expression));
            if (!ExpressionTree.Contains(inWeightedInput, Function.Log))
            {
                Node fromWeightedInput = graph.Apply("c", target.Layer, Elementwise(inWeightedInput, "z", "y"), weightedInput, target);
                return graph.Apply("C", target.Layer, new Operation.Sum(), fromWeightedInput);
            }
        }

        Node losses = graph.Apply("c", target.Layer, Elementwise(perOutput, "a", "y"), activation, target);
        return graph.Apply("C", target.Layer, new Operation.Sum(), losses);
    }

    private static Operation.Elementwise Elementwise(Expression expression, params string[] variables) =>
        new(expression, variables.ToEquatableArray());

    private static InitializerKind Resolve(DenseDeclaration dense) =>
        dense.Initializer != InitializerKind.Default ? dense.Initializer
        : IsReluLike(dense) ? InitializerKind.HeNormal
        : InitializerKind.GlorotUniform;

    private static bool IsReluLike(DenseDeclaration dense) =>
        dense.CustomActivation is { } custom ? CustomFunctions.IsReluLike(custom) : Activations.IsReluFamily(dense.Activation);
}
