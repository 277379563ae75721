using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// What a network shows of itself: every z, a and delta of a sample, the Jacobian da^L/dx and products with it. These run
/// in plain loops, layer by layer, over the parameters as they are stored.
/// </summary>
/// <param name="InputSize">The length of a^0.</param>
/// <param name="Layers">The layers, from the first to the last.</param>
/// <param name="Activations">The distinct activations of single neurons.</param>
/// <param name="Length">The elements of memory that all vectors of a sample take.</param>
/// <param name="Sweep">Which way the Jacobian is computed.</param>
internal sealed record InspectionPlan(
    int InputSize,
    EquatableArray<InspectedLayer> Layers,
    EquatableArray<InspectedActivation> Activations,
    InspectedLoss Loss,
    int Length,
    JacobianSweep Sweep)
{
    /// <summary>The place of a change of the input; null where it may lie in that of the input itself, which nothing needs any more.</summary>
    public int? InputChange { get; init; }

    /// <summary>Whether every layer is dense and reads the one before it.</summary>
    public bool IsChain => Layers.All(layer => layer is InspectedDense dense && dense.Read == dense.Number - 1);

    /// <summary>The layer that gives the output.</summary>
    public InspectedLayer Last => Layers[Layers.Count - 1];

    /// <summary>The layers that read a value.</summary>
    public IEnumerable<InspectedLayer> Readers(int value) => Layers.Where(layer => layer.Reads.Contains(value));
}

/// <summary>One layer and the places of its vectors.</summary>
/// <param name="Number">Its number l.</param>
/// <param name="Outputs">The length of a^l.</param>
/// <param name="Reads">The numbers of the layers that it reads; 0 is the input.</param>
/// <param name="Activations">The place of a^l.</param>
/// <param name="Errors">The place of delta^l, or of dC/da^l where the layer has no z.</param>
internal abstract record InspectedLayer(int Number, int Outputs, EquatableArray<int> Reads, int Activations, int Errors);

/// <summary>A dense layer.</summary>
/// <param name="WeightedInputs">The place of z^l.</param>
internal sealed record InspectedDense(
    int Number, int Read, TensorPlan Weights, TensorPlan? Biases, LayerFunction Function, int WeightedInputs, int Activations, int Errors)
    : InspectedLayer(Number, Weights.Shape[0], new[] { Read }.ToEquatableArray(), Activations, Errors)
{
    public int Inputs => Weights.Shape[1];
}

/// <summary>A function of values and parameters, element by element.</summary>
/// <param name="Value">The function, in the variables <c>a0</c>, <c>a1</c>, ... for values and in the names of the parameters.</param>
/// <param name="Parameters">The parameters that it reads.</param>
internal sealed record InspectedFunction(
    int Number, int Outputs, EquatableArray<int> Reads, Expression Value, EquatableArray<InspectedParameter> Parameters, int Activations, int Errors)
    : InspectedLayer(Number, Outputs, Reads, Activations, Errors);

/// <summary>A vector of parameters and its symbol, such as <c>p3</c>.</summary>
internal sealed record InspectedParameter(string Symbol, TensorPlan Tensor);

/// <summary>Softmax of a value, or its logarithm.</summary>
internal sealed record InspectedSoftmax(int Number, int Outputs, int Read, bool IsLogarithmic, int Activations, int Errors)
    : InspectedLayer(Number, Outputs, new[] { Read }.ToEquatableArray(), Activations, Errors);

/// <summary>What a layer does to its z.</summary>
internal abstract record LayerFunction
{
    /// <summary>a = z.</summary>
    public sealed record Identity : LayerFunction;

    /// <summary>a = f(z), for each neuron alone.</summary>
    public sealed record Elementwise(InspectedActivation Activation) : LayerFunction;

    /// <summary>Softmax over the layer.</summary>
    public sealed record Softmax : LayerFunction;
}

/// <summary>f(z) and f'(z), in the variable z.</summary>
/// <param name="Name">Named after the first layer that has it.</param>
internal sealed record InspectedActivation(string Name, Expression Value, Expression Derivative);

/// <summary>The loss, and how its derivative becomes delta^L.</summary>
/// <param name="IsFolded">
/// Whether its derivative is by what the last layer reads: by z of a dense layer, or, where a function or a softmax stands
/// alone at the end, by the value before that.
/// </param>
internal abstract record InspectedLoss(bool IsFolded)
{
    /// <summary>Softmax, or its logarithm, and cross-entropy, folded: delta^L = a^L sum(y) - y.</summary>
    public sealed record CrossEntropy() : InspectedLoss(true);

    /// <summary>
    /// A sum over the outputs, in the variables z, a and y. The derivative is by z, which is delta^L, or, with
    /// <paramref name="ThroughSoftmax"/> or where it is not folded, by a.
    /// </summary>
    public sealed record Sum(Expression Value, Expression Derivative, bool ThroughSoftmax, bool IsFolded) : InspectedLoss(IsFolded);
}

/// <summary>Whether the Jacobian is computed row by row, backwards, or column by column, forwards.</summary>
/// <param name="Backwards">Row by row.</param>
/// <param name="Sweeps">The number of rows or columns.</param>
/// <param name="MultiplyAdds">The multiply-adds of all sweeps.</param>
/// <param name="OtherMultiplyAdds">The multiply-adds of the other way.</param>
internal sealed record JacobianSweep(bool Backwards, int Sweeps, long MultiplyAdds, long OtherMultiplyAdds);
