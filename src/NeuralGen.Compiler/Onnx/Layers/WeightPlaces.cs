using System.Runtime.InteropServices;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Compiler.Onnx.Layers;

/// <summary>The numbers of one parameter tensor and their place in a resource.</summary>
/// <param name="Name">The contract's name, such as <c>dense1.weight</c>.</param>
/// <param name="Numbers">Row-major; weights are [out, in].</param>
/// <param name="Offset">In bytes.</param>
internal sealed record WeightPlace(string Name, OnnxWeights Numbers, long Offset);

/// <summary>
/// Where the numbers of a network lie in a resource: the tensors of each layer in order, each at a multiple of 64 bytes. The
/// build task writes the resource by it, and the generator the code that reads it.
/// </summary>
internal static class WeightPlaces
{
    /// <summary>The places of all tensors.</summary>
    /// <param name="layers">The network's layers.</param>
    /// <param name="start">Where the first may lie, a multiple of the alignment.</param>
    /// <param name="end">The first place behind them, again a multiple of the alignment.</param>
    public static IReadOnlyList<WeightPlace> Of(IEnumerable<ImportedLayer> layers, long start, out long end)
    {
        var places = new List<WeightPlace>();
        end = start;
        foreach (ImportedTensor tensor in layers.SelectMany(layer => layer.Tensors))
        {
            places.Add(new WeightPlace(tensor.Name, tensor.Numbers, end));
            long bytes = (long)tensor.Numbers.Count * (tensor.Numbers.Singles.IsDefault ? sizeof(double) : sizeof(float));
            end += (bytes + ModelTextFormat.Alignment - 1) / ModelTextFormat.Alignment * ModelTextFormat.Alignment;
        }

        return places;
    }

    /// <summary>How many numbers a network has.</summary>
    public static long Count(IEnumerable<ImportedLayer> layers) => layers.Sum(layer => layer.Tensors.Sum(tensor => (long)tensor.Numbers.Count));

    /// <summary>Writes numbers to their places, little-endian.</summary>
    public static void Write(IEnumerable<WeightPlace> places, byte[] resource)
    {
        foreach (WeightPlace place in places)
        {
            Span<byte> target = resource.AsSpan((int)place.Offset);
            ReadOnlySpan<byte> numbers = Bytes(place.Numbers);
            numbers.CopyTo(target);
            if (!BitConverter.IsLittleEndian)
            {
                int size = numbers.Length / Math.Max(1, place.Numbers.Count);
                for (int i = 0; i < numbers.Length; i += size)
                {
                    target.Slice(i, size).Reverse();
                }
            }
        }
    }

    /// <summary>The bits of numbers in their own precision.</summary>
    public static EquatableArray<ulong> Bits(OnnxWeights numbers)
    {
        ulong[] bits = numbers.Singles.IsDefault
            ? MemoryMarshal.Cast<double, ulong>(numbers.Doubles.AsSpan()).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<float, uint>(numbers.Singles.AsSpan()).ToArray(), single => (ulong)single);
        return bits.ToEquatableArray();
    }

    private static ReadOnlySpan<byte> Bytes(OnnxWeights numbers) => numbers.Singles.IsDefault
        ? MemoryMarshal.AsBytes(numbers.Doubles.AsSpan())
        : MemoryMarshal.AsBytes(numbers.Singles.AsSpan());
}
