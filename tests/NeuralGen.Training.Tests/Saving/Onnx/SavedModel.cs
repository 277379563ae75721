using System.Numerics;
using System.Runtime.InteropServices;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>What the importer finds in the bytes of a saved model.</summary>
internal static class SavedModel
{
    /// <summary>The network; a test fails with the problems where there is none.</summary>
    public static OnnxNetwork Import(byte[] file)
    {
        ImportResult result = OnnxImport.Read(file, _ => null);
        if (result is ImportResult.Failure failure)
        {
            Assert.Fail(string.Join(Environment.NewLine, failure.Problems.Select(problem => $"{problem.Kind}: {problem.Message}")));
        }

        return ((ImportResult.Success)result).Network;
    }

    /// <summary>The layers as attributes would declare them.</summary>
    public static DenseDeclaration[] Layers(OnnxNetwork network) => [.. All(network).Select(layer => Assert.IsType<DenseDeclaration>(layer.Declaration))];

    /// <summary>All layers, of any kind.</summary>
    public static EquatableArray<ImportedLayer> All(OnnxNetwork network)
    {
        EquatableArray<ImportedLayer>? chain = NetworkLayers.Read(network, out ImportProblem? problem);
        Assert.True(chain is not null, problem?.Message);
        return chain.Value;
    }

    /// <summary>The bits of all weights and biases, in the order of a network's layout.</summary>
    public static ulong[] Bits(OnnxNetwork network) =>
        [.. All(network).SelectMany(layer => layer.Tensors).SelectMany(tensor => Bits(tensor.Numbers))];

    /// <summary>The bits of all weights and biases of a vector.</summary>
    public static ulong[] Bits<T>(ParameterVector<T> parameters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] numbers = new T[parameters.Count];
        parameters.CopyTo(numbers);
        return typeof(T) == typeof(float)
            ? [.. MemoryMarshal.Cast<T, uint>(numbers).ToArray().Select(bits => (ulong)bits)]
            : MemoryMarshal.Cast<T, ulong>(numbers).ToArray();
    }

    private static IEnumerable<ulong> Bits(OnnxWeights weights) => weights.Singles.IsDefault
        ? weights.Doubles.Select(BitConverter.DoubleToUInt64Bits)
        : weights.Singles.Select(number => (ulong)BitConverter.SingleToUInt32Bits(number));
}
