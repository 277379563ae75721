namespace NeuralGen.Compiler.Graph;

/// <summary>A tensor of the graph and the operation that computes it.</summary>
/// <param name="Index">The place in the graph; inputs have smaller ones.</param>
/// <param name="Name">The textbook's name, such as <c>z1</c>, <c>a1</c> or <c>delta1</c>.</param>
/// <param name="Layer">The layer l the tensor belongs to, counted from 1; 0 for the input.</param>
/// <param name="Operation">How it is computed.</param>
/// <param name="Inputs">The indices of the nodes it is computed from.</param>
/// <param name="Shape">The size of each dimension; empty for a scalar.</param>
internal sealed record Node(
    int Index,
    string Name,
    int Layer,
    Operation Operation,
    EquatableArray<int> Inputs,
    EquatableArray<int> Shape)
{
    /// <summary>The number of elements.</summary>
    public int Length => Shape.Aggregate(1, (product, size) => product * size);
}
