using System.Globalization;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Graph;

/// <summary>Declaration to graph: the forward pass and the loss, for one sample.</summary>
internal static class NetworkGraphBuilder
{
    public static NetworkGraph Build(NetworkDeclaration declaration)
    {
        var graph = new GraphBuilder();
        int inputSize = declaration.InputShape.Aggregate(1, (product, size) => checked(product * size));
        Node activation = graph.Source("x", 0, new Operation.Input(), inputSize);
        Node weightedInput = activation;
        int layer = 0;
        foreach (LayerDeclaration layerDeclaration in declaration.Layers)
        {
            layer++;
            (weightedInput, activation) = layerDeclaration switch
            {
                DenseDeclaration dense => Dense(graph, dense, layer, activation),
                _ => throw new InvalidOperationException($"There is no graph for {layerDeclaration.GetType().Name}."),
            };
        }

        Node target = graph.Source("y", layer, new Operation.Target(), activation.Length);
        Node loss = Loss(graph, declaration.Loss, weightedInput, activation, target);
        return new NetworkGraph(graph.ToNodes(), activation.Index, loss.Index);
    }

    /// <summary>z = W a + b, a = f(z).</summary>
    private static (Node WeightedInput, Node Activation) Dense(GraphBuilder graph, DenseDeclaration dense, int layer, Node input)
    {
        // Only dense layers exist so far, so the number within the kind is the layer's own.
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

    private static Node Activate(GraphBuilder graph, DenseDeclaration dense, int layer, string name, Node weightedInput) => dense.Activation switch
    {
        ActivationKind.Identity => weightedInput,
        ActivationKind.Softmax => graph.Apply(name, layer, new Operation.Softmax(), weightedInput),
        _ => graph.Apply(name, layer, Elementwise(Activations.Of(dense.Activation, dense.Alpha), "z"), weightedInput),
    };

    private static Node Loss(GraphBuilder graph, LossKind loss, Node weightedInput, Node activation, Node target)
    {
        if (loss == LossKind.CrossEntropy)
        {
            return graph.Apply("C", target.Layer, new Operation.CrossEntropy(), weightedInput, target);
        }

        Expression perOutput = Losses.Of(loss, target.Length);
        if (loss == LossKind.BinaryCrossEntropy && activation.Operation is Operation.Elementwise sigmoid)
        {
            // Written in z, the logarithms of a and 1 - a turn into softplus, which is finite for every z.
            perOutput = Simplifier.Simplify(Substitution.Replace(perOutput, new Variable("a"), sigmoid.Expression));
            activation = weightedInput;
            Node fromWeightedInput = graph.Apply("c", target.Layer, Elementwise(perOutput, "z", "y"), activation, target);
            return graph.Apply("C", target.Layer, new Operation.Sum(), fromWeightedInput);
        }

        Node losses = graph.Apply("c", target.Layer, Elementwise(perOutput, "a", "y"), activation, target);
        return graph.Apply("C", target.Layer, new Operation.Sum(), losses);
    }

    private static Operation.Elementwise Elementwise(Expression expression, params string[] variables) =>
        new(expression, variables.ToEquatableArray());

    private static InitializerKind Resolve(DenseDeclaration dense) =>
        dense.Initializer != InitializerKind.Default ? dense.Initializer
        : Activations.IsReluFamily(dense.Activation) ? InitializerKind.HeNormal
        : InitializerKind.GlorotUniform;
}
