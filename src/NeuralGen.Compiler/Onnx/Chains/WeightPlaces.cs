using System.Globalization;
using System.Runtime.InteropServices;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Compiler.Onnx.Chains;

/// <summary>The numbers of one parameter tensor and their place in a resource.</summary>
/// <param name="Name">The contract's name, such as <c>dense1.weight</c>.</param>
/// <param name="Numbers">Row-major; weights are [out, in].</param>
/// <param name="Offset">In bytes.</param>
internal sealed record WeightPlace(string Name, OnnxWeights Numbers, long Offset);

/// <summary>
/// Where the numbers of a chain lie in a resource: weights and biases of each layer in order, each at a multiple of 64 bytes. The
/// build task writes the resource by it, and the generator the code that reads it.
/// </summary>
internal static class WeightPlaces
{
    /// <summary>The places of all tensors of a chain.</summary>
    /// <param name="layers">The chain.</param>
    /// <param name="start">Where the first may lie, a multiple of the alignment.</param>
    /// <param name="end">The first place behind them, again a multiple of the alignment.</param>
    public static IReadOnlyList<WeightPlace> Of(IReadOnlyList<ChainLayer> layers, long start, out long end)
    {
        var places = new List<WeightPlace>();
        end = start;
        for (int i = 0; i < layers.Count; i++)
        {
            string layer = "dense" + (i + 1).ToString(CultureInfo.InvariantCulture);
            end = Add(layer + ".weight", layers[i].Affine.Weights, end);
            if (layers[i].Affine.Biases is { } biases)
            {
                end = Add(layer + ".bias", biases, end);
            }
        }

        return places;

        long Add(string name, OnnxWeights numbers, long offset)
        {
            places.Add(new WeightPlace(name, numbers, offset));
            long bytes = (long)numbers.Count * (numbers.Singles.IsDefault ? sizeof(double) : sizeof(float));
            return offset + ((bytes + ModelTextFormat.Alignment - 1) / ModelTextFormat.Alignment * ModelTextFormat.Alignment);
        }
    }

    /// <summary>How many numbers a chain has.</summary>
    public static long Count(IEnumerable<ChainLayer> layers) =>
        layers.Sum(layer => (long)layer.Affine.Weights.Count + (layer.Affine.Biases?.Count ?? 0));

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
