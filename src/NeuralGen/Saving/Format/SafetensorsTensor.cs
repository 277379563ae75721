using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>One tensor as the header of a safetensors file describes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The number format.</param>
/// <param name="Shape">The size of each dimension; none for a single number.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
/// <param name="HeaderOffset">Where the file describes it.</param>
internal sealed record SafetensorsTensor(
    string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Begin, long End, long HeaderOffset)
{
    private const int LongestShape = 8;

    public long ByteCount => End - Begin;

    /// <summary>The shape as messages show it.</summary>
    public string ShapeText =>
        $"[{string.Join(", ", Shape.Take(LongestShape))}{(Shape.Length > LongestShape ? $", ... {Shape.Length} dimensions" : "")}]";

    public bool HasShape(ReadOnlySpan<int> shape)
    {
        if (shape.Length != Shape.Length)
        {
            return false;
        }

        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] != Shape[i])
            {
                return false;
            }
        }

        return true;
    }
}
