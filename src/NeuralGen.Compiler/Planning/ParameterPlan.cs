using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>Where each parameter tensor lies in the one block of storage.</summary>
internal sealed record ParameterPlan(EquatableArray<TensorPlan> Tensors, int StorageLength)
{
    /// <summary>The tensor of a node of the graph. Tensors are in the order of their nodes.</summary>
    public TensorPlan this[int node]
    {
        get
        {
            (int low, int high) = (0, Tensors.Count - 1);
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = Tensors[middle].Node < node ? (middle + 1, high) : (low, middle);
            }

            return Tensors.Count > 0 && Tensors[low].Node == node ? Tensors[low] : throw new InvalidOperationException($"Node {node} is no parameter.");
        }
    }
}

/// <summary>One parameter tensor.</summary>
/// <param name="Node">Its node in the graph.</param>
/// <param name="Name">The contract's name, such as <c>dense1.weight</c>.</param>
/// <param name="Shape">The logical shape; weights are [out, in].</param>
/// <param name="Offset">The place of the first element.</param>
/// <param name="Strides">The distance between neighbours along each logical dimension.</param>
/// <param name="Length">The elements of storage it takes, padding included.</param>
/// <param name="Initializer">How it is drawn; null where its values are those of the model file and no others make sense.</param>
internal sealed record TensorPlan(
    int Node,
    string Name,
    int Layer,
    EquatableArray<int> Shape,
    int Offset,
    EquatableArray<int> Strides,
    int Length,
    InitializerKind? Initializer)
{
    /// <summary>Whether weights are stored [out][in], a row for each output, and not [in][out].</summary>
    public bool RowsAreOutputs => Strides.Count == 2 && Strides[1] == 1;

    /// <summary>The number of stored rows of a matrix.</summary>
    public int Rows => RowsAreOutputs ? Shape[0] : Shape[1];

    /// <summary>The length of a stored row of a matrix, without its padding.</summary>
    public int RowLength => RowsAreOutputs ? Shape[1] : Shape[0];

    /// <summary>The distance between two stored rows of a matrix.</summary>
    public int RowStride => RowsAreOutputs ? Strides[0] : Strides[1];

    public long Count => Shape.Aggregate(1L, (product, size) => product * size);
}
