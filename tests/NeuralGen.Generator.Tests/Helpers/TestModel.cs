using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Generator.Tests.Helpers;

/// <summary>One tensor of a model file of a test: its name, type, shape and bytes.</summary>
internal sealed record TestTensor(string Name, string Type, int[] Shape, byte[] Bytes)
{
    public static TestTensor Single(string name, int[] shape, params float[] values)
    {
        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return new TestTensor(name, "F32", shape, bytes);
    }

    /// <summary>Single precision, each number its own place.</summary>
    public static TestTensor Counting(string name, params int[] shape) =>
        Single(name, shape, [.. Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(i => (float)i)]);

    public static TestTensor Double(string name, int[] shape, params double[] values) =>
        new(name, "F64", shape, [.. values.SelectMany(value => BitConverter.GetBytes(value))]);

    public static TestTensor Bits(string name, string type, int[] shape, params ushort[] values) =>
        new(name, type, shape, [.. values.SelectMany(value => BitConverter.GetBytes(value))]);
}

/// <summary>An additional file of a project, as the build makes one of each model.</summary>
internal sealed class TestModel(string path, string text) : AdditionalText
{
    public override string Path => path;

    /// <summary>A sound safetensors file.</summary>
    public static TestModel Of(string path, params TestTensor[] tensors) => OfFile(path, File(tensors));

    /// <summary>Any file.</summary>
    public static TestModel OfFile(string path, byte[] file) =>
        new("/project/obj/" + path + ModelTextFormat.Extension, ConvertedModel.Convert(path, file).Text);

    /// <summary>The bytes of a safetensors file.</summary>
    public static byte[] File(params TestTensor[] tensors)
    {
        int offset = 0;
        var header = new StringBuilder("{");
        foreach (TestTensor tensor in tensors)
        {
            string shape = string.Join(",", tensor.Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));
            header.Append(header.Length == 1 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"{tensor.Name}\":{{\"dtype\":\"{tensor.Type}\",\"shape\":[{shape}],\"data_offsets\":[{offset},{offset + tensor.Bytes.Length}]}}");
            offset += tensor.Bytes.Length;
        }

        byte[] json = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        return [.. BitConverter.GetBytes((ulong)json.Length), .. json, .. tensors.SelectMany(tensor => tensor.Bytes)];
    }

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
}

/// <summary>The models of the project in which diagnostics and their pages are tested.</summary>
internal static class TestModels
{
    private static readonly TestTensor[] Xor =
    [
        TestTensor.Counting("dense1.weight", 2, 2), TestTensor.Counting("dense1.bias", 2),
        TestTensor.Counting("dense2.weight", 1, 2), TestTensor.Counting("dense2.bias", 1),
    ];

    private static readonly TestTensor[] Prices = [TestTensor.Counting("dense1.weight", 1, 2), TestTensor.Counting("dense1.bias", 1)];

    public static TestModel[] All { get; } =
    [
        TestModel.Of("xor.safetensors", Xor),
        TestModel.OfFile("broken.safetensors", TestModel.File(Xor)[..^1]),
        TestModel.Of("spring/prices.safetensors", Prices),
        TestModel.Of("autumn/prices.safetensors", Prices),
        TestModel.Of("keras.safetensors", TestTensor.Counting("dense1.weight", 2, 3), TestTensor.Counting("dense1.bias", 3)),
        TestModel.Of("torch.safetensors", TestTensor.Counting("fc1.weight", 3, 2), TestTensor.Counting("fc1.bias", 3)),
        TestModel.Of("integers.safetensors", new TestTensor("dense1.weight", "I32", [1, 2], new byte[8]), TestTensor.Counting("dense1.bias", 1)),
        TestModel.Of("huge.safetensors", TestTensor.Double("dense1.weight", [1, 2], 1, -1e39), TestTensor.Counting("dense1.bias", 1)),
    ];
}
