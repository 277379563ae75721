using System.Numerics;

namespace NeuralGen;

/// <summary>A stretch of the storage of parameter vectors, and whether weights decay in it.</summary>
internal readonly record struct Segment(int Start, int Length, bool Decays)
{
    /// <summary>The stretches that decay and those that do not; one, where all are alike.</summary>
    /// <param name="layout">Where the tensors lie.</param>
    /// <param name="weightsDecay">Whether there is any decay.</param>
    /// <param name="biasesDecay">Whether biases decay as well.</param>
    public static Segment[] Of(ParameterLayout layout, bool weightsDecay, bool biasesDecay)
    {
        TensorLayout[] tensors = [.. layout.Tensors.OrderBy(tensor => tensor.Offset)];
        if (!weightsDecay || biasesDecay || tensors.Length == 0)
        {
            return [new Segment(0, layout.StorageLength, weightsDecay)];
        }

        var segments = new List<Segment>();
        for (int i = 0; i < tensors.Length; i++)
        {
            // The padding between two tensors is zero and stays so, whichever stretch it belongs to.
            int start = i == 0 ? 0 : tensors[i].Offset;
            int end = i == tensors.Length - 1 ? layout.StorageLength : tensors[i + 1].Offset;
            segments.Add(new Segment(start, end - start, Decays: tensors[i].Shape.Length == 2));
        }

        return [.. segments];
    }

    public Span<T> Of<T>(ParameterVector<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        vector.Storage.Slice(Start, Length);
}
