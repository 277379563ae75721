using System.Runtime.InteropServices;
using System.Text;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Compiler.Tests.Onnx;

namespace NeuralGen.Package.Tests.Workplace;

/// <summary>Model files whose answers are easily told: all numbers are small and whole, or powers of two.</summary>
internal static class Models
{
    /// <summary>y = 2 x1 + 3 x2 + bias.</summary>
    public static byte[] Onnx(float bias) => new TestModel().Input("x", "batch", 2)
        .Constant("w", [2, 1], 2, 3).Constant("b", [1], bias).Node("Gemm", "x w b", "y").Output().ToBytes();

    /// <summary>100 sums over 128 inputs, with all weights in the file beside the model that <see cref="Weights"/> gives.</summary>
    public static byte[] OnnxWithFileBeside(string file) => new TestModel().Input("x", "batch", 128)
        .Tensor(TestTensor.External("w", ElementType.Float, [128, 100], ("location", file)))
        .Node("MatMul", "x w", "y").Output().ToBytes();

    /// <summary>The file beside a model, all numbers the same.</summary>
    public static byte[] Weights(float number)
    {
        float[] numbers = new float[128 * 100];
        Array.Fill(numbers, number);
        return MemoryMarshal.AsBytes<float>(numbers).ToArray();
    }

    /// <summary>y = 4 x1 + 5 x2 + 6.</summary>
    public static byte[] Safetensors()
    {
        byte[] header = Encoding.UTF8.GetBytes(
            """{"dense1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"dense1.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""");
        return [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. MemoryMarshal.AsBytes<float>([4, 5, 6])];
    }
}
