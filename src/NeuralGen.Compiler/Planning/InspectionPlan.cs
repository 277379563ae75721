using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// What a network shows of itself: every z, a and delta of a sample, the Jacobian da^L/dx and products with it. These run
/// in plain loops, layer by layer, over the parameters as they are stored.
/// </summary>
/// <param name="Layers">The layers, from the first to the last.</param>
/// <param name="Activations">The distinct activations of single neurons.</param>
/// <param name="Length">The elements of memory that all vectors of a sample take.</param>
/// <param name="Sweep">Which way the Jacobian is computed.</param>
internal sealed record InspectionPlan(
    EquatableArray<InspectedLayer> Layers,
    EquatableArray<InspectedActivation> Activations,
    InspectedLoss Loss,
    int Length,
    JacobianSweep Sweep);

/// <summary>One dense layer and the places of its vectors.</summary>
internal sealed record InspectedLayer(
    int Number, TensorPlan Weights, TensorPlan? Biases, LayerFunction Function, int WeightedInputs, int Activations, int Errors)
{
    public int Outputs => Weights.Shape[0];

    public int Inputs => Weights.Shape[1];
}

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
internal abstract record InspectedLoss
{
    /// <summary>Softmax and cross-entropy, folded: delta^L = a^L sum(y) - y.</summary>
    public sealed record CrossEntropy : InspectedLoss;

    /// <summary>
    /// A sum over the outputs, in the variables z, a and y. The derivative is by z, which is delta^L, or, with
    /// <paramref name="ThroughSoftmax"/>, by a.
    /// </summary>
    public sealed record Sum(Expression Value, Expression Derivative, bool ThroughSoftmax) : InspectedLoss;
}

/// <summary>Whether the Jacobian is computed row by row, backwards, or column by column, forwards.</summary>
/// <param name="Backwards">Row by row.</param>
/// <param name="Sweeps">The number of rows or columns.</param>
/// <param name="MultiplyAdds">The multiply-adds of all sweeps.</param>
/// <param name="OtherMultiplyAdds">The multiply-adds of the other way.</param>
internal sealed record JacobianSweep(bool Backwards, int Sweeps, long MultiplyAdds, long OtherMultiplyAdds);
