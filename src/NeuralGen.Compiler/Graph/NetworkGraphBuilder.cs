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
        List<Node> values = [graph.Source("x", 0, new Operation.Input(), inputSize)];
        IReadOnlyList<string> names = ParameterNames.OfLayers(declaration.Layers);

        // Dropout is no layer of its own in the equations, and has no number: it belongs to the layer before.
        int layer = 0;
        for (int i = 0; i < declaration.Layers.Count; i++)
        {
            Node[] inputs = [.. declaration.InputsOf(i).Select(input => values[input])];
            layer += declaration.Layers[i] is DropoutDeclaration ? 0 : 1;
            values.Add(declaration.Layers[i] switch
            {
                DenseDeclaration dense => Dense(graph, dense, names[i], layer, inputs[0]),
                DropoutDeclaration dropout => drops && dropout.Rate > 0 ? Dropout(graph, dropout, layer, inputs[0]) : inputs[0],
                ElementwiseDeclaration function => Elementwise(graph, function, names[i], layer, inputs),
                SoftmaxDeclaration => graph.Add("a" + Number(layer), layer, new Operation.Softmax(), inputs[0]),
                LogSoftmaxDeclaration => graph.Add("a" + Number(layer), layer, new Operation.LogSoftmax(), inputs[0]),
                var other => throw new InvalidOperationException($"There is no graph for {other.GetType().Name}."),
            });
        }

        Node activation = values[values.Count - 1];
        Node target = graph.Source("y", layer, new Operation.Target(), activation.Length);
        Node loss = Loss(graph, declaration, activation, target);
        return new NetworkGraph(graph.ToNodes(), activation.Index, loss.Index);
    }

    /// <summary>z = W a + b, a = f(z).</summary>
    private static Node Dense(GraphBuilder graph, DenseDeclaration dense, string name, int layer, Node input)
    {
        string number = Number(layer);
        InitializerKind initializer = Resolve(dense);
        Node weights = graph.Source("W" + number, layer, new Operation.Parameter(ParameterNames.Weight(name), initializer), dense.Outputs, input.Length);
        Node product = graph.Apply("z" + number, layer, new Operation.MatrixVectorProduct(), weights, input);
        if (dense.Bias)
        {
            InitializerKind biasInitializer = initializer == InitializerKind.StandardNormal ? initializer : InitializerKind.Zeros;
            Node biases = graph.Source("b" + number, layer, new Operation.Parameter(ParameterNames.Bias(name), biasInitializer), dense.Outputs);
            product = graph.Apply("z" + number, layer, new Operation.Addition(), product, biases);
        }

        return Activate(graph, dense, layer, "a" + number, product);
    }

    /// <summary>a = f(u, v, ..., p, q, ...) of values and parameters, element by element.</summary>
    private static Node Elementwise(GraphBuilder graph, ElementwiseDeclaration function, string name, int layer, Node[] inputs)
    {
        List<Node> operands = [.. inputs];
        for (int i = 0; i < function.Parameters; i++)
        {
            var parameter = new Operation.Parameter(ParameterNames.Parameter(name, i), null);
            operands.Add(graph.Source(ParameterLetters(i) + Number(layer), layer, parameter, inputs[0].Length));
        }

        // A value that is read twice is one variable.
        Expression expression = function.Function;
        var read = new Dictionary<Node, string>();
        foreach ((Node operand, string variable) in operands.Zip(function.Variables, (operand, variable) => (operand, variable)))
        {
            if (read.TryGetValue(operand, out string? first))
            {
                expression = Simplifier.Simplify(Substitution.Replace(expression, new Variable(variable), new Variable(first)));
            }
            else
            {
                read.Add(operand, variable);
            }
        }

        Node[] distinct = [.. operands.Distinct()];
        return graph.Add("a" + Number(layer), layer, Elementwise(expression, [.. distinct.Select(operand => read[operand])]), distinct);
    }

    /// <summary>The symbols of a function's parameters: p, q, ..., t, pp, ...</summary>
    private static string ParameterLetters(int parameter)
    {
        const string Letters = "pqrst";
        return new string(Letters[0], parameter / Letters.Length) + Letters[parameter % Letters.Length];
    }

    /// <summary>d = a (.) m.</summary>
    private static Node Dropout(GraphBuilder graph, DropoutDeclaration dropout, int layer, Node activation)
    {
        string number = Number(layer);
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

    private static Node Loss(GraphBuilder graph, NetworkDeclaration declaration, Node activation, Node target)
    {
        if (declaration is { CustomLoss: null, Loss: LossKind.CrossEntropy })
        {
            // - sum y ln softmax(z) from z itself, whether the network gives probabilities or their logarithms.
            return activation.Operation is Operation.Softmax or Operation.LogSoftmax
                ? graph.Apply("C", target.Layer, new Operation.CrossEntropy(), graph[activation.Inputs[0]], target)
                : throw new InvalidOperationException("Cross-entropy needs probabilities or their logarithms.");
        }

        Expression perOutput = declaration.CustomLoss is { } custom ? CustomFunctions.Loss(custom, target.Length) : Losses.Of(declaration.Loss, target.Length);
        if (activation is { Operation: Operation.Elementwise function, Inputs.Count: 1 } && ExpressionTree.Contains(perOutput, Function.Log))
        {
            // Written in z, the logarithms of a sigmoid and of 1 minus it turn into softplus, which is finite for every z.
            Expression inWeightedInput = Simplifier.Simplify(Substitution.Replace(perOutput, new Variable("a"), OfWeightedInput(function)));
            if (!ExpressionTree.Contains(inWeightedInput, Function.Log))
            {
                Node fromWeightedInput = graph.Apply("c", target.Layer, Elementwise(inWeightedInput, "z", "y"), graph[activation.Inputs[0]], target);
                return graph.Apply("C", target.Layer, new Operation.Sum(), fromWeightedInput);
            }
        }

        Node losses = graph.Apply("c", target.Layer, Elementwise(perOutput, "a", "y"), activation, target);
        return graph.Apply("C", target.Layer, new Operation.Sum(), losses);
    }

    /// <summary>A function of one variable, in the variable z.</summary>
    private static Expression OfWeightedInput(Operation.Elementwise function) =>
        Substitution.Replace(function.Expression, new Variable(function.Variables[0]), new Variable("z"));

    private static Operation.Elementwise Elementwise(Expression expression, params string[] variables) =>
        new(expression, variables.ToEquatableArray());

    private static string Number(int layer) => layer.ToString(CultureInfo.InvariantCulture);

    private static InitializerKind Resolve(DenseDeclaration dense) =>
        dense.Initializer != InitializerKind.Default ? dense.Initializer
        : IsReluLike(dense) ? InitializerKind.HeNormal
        : InitializerKind.GlorotUniform;

    private static bool IsReluLike(DenseDeclaration dense) =>
        dense.CustomActivation is { } custom ? CustomFunctions.IsReluLike(custom) : Activations.IsReluFamily(dense.Activation);
}
