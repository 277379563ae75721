using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>What the header of a NumPy file says.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="IsFortranOrder">Whether the first index varies fastest, not the last.</param>
/// <param name="Shape">The size of each dimension.</param>
/// <param name="Count">The number of elements, the product of the shape.</param>
internal sealed record NpyHeader(NpyElementType Type, bool IsFortranOrder, ImmutableArray<int> Shape, int Count);
