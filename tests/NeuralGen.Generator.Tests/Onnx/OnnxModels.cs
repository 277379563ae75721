using NeuralGen.Compiler.ModelFiles.Exchange;
using NeuralGen.Compiler.Onnx.Tensors;
using NeuralGen.Compiler.Tests.Onnx;
using OnnxFile = NeuralGen.Compiler.Tests.Onnx.TestModel;
using OnnxTensor = NeuralGen.Compiler.Tests.Onnx.TestTensor;
using TestModel = NeuralGen.Generator.Tests.Helpers.TestModel;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>The models of the project in which diagnostics of [OnnxModel] and their pages are tested: each file has one fault.</summary>
internal static class OnnxModels
{
    public static readonly (string Path, OnnxFile File)[] Files =
    [
        ("policy.onnx", TwoInputs().Node("Gemm", "x w", "h").Node("Relu", "h", "t").Node("MatMul", "t w", "y").Output()),
        ("damaged.onnx", TwoInputs().Node("Gemm", "x w", "y").Output().Extra(new ProtobufWriter().Raw(0x0A))),
        ("old.onnx", new OnnxFile(5).Input("x", "N", 2).Node("Relu", "x", "y").Output()),
        ("recurrent.onnx", TwoInputs().Node("LSTM", "x w w", "y").Output()),
        ("attribute.onnx", TwoInputs().Node("Relu", "x", "y", ("alpha", 1f)).Output()),
        ("shape.onnx", TwoInputs().Constant("v", [1, 2, 2], 1, 2, 3, 4).Node("Gemm", "x w v", "y").Output()),
        ("integers.onnx", TwoInputs().Node("Cast", "x", "y", ("to", 7)).Output()),
        ("two-inputs.onnx", TwoInputs().Input("x2", "N", 2).Node("Add", "x x2", "y").Output()),
        ("outputs.onnx", TwoInputs().Node("Gemm", "x w", "y").Node("Tanh", "y", "z").Output().Output("z")),
        ("lonely.onnx", Beside()),
        ("cut-off.onnx", Beside()),
        ("training.onnx", TwoInputs().Constant("r", [], 0.5).Tensor(OnnxTensor.Raw("t", ElementType.Bool, [], true)).Node("Dropout", "x r t", "y").Output()),
        ("huge.onnx", new OnnxFile().Input("x", "N", int.MaxValue, int.MaxValue).Node("Relu", "x", "y").Output()),
        ("function.onnx", TwoInputs().Node("Tanh", "x", "y").Output()),
        ("slopes.onnx", TwoInputs().Constant("s", [2], 0.25, 0.5).Node("MatMul", "x w", "h").Node("PRelu", "h s", "y").Output()),
        ("residual.onnx", TwoInputs().Node("MatMul", "x w", "h").Node("Add", "x h", "y").Output()),
    ];

    public static TestModel[] All { get; } =
    [
        .. Files.Select(model => Convert(model.Path, model.File.ToBytes(), model.Path == "cut-off.onnx" ? _ => [1, 2, 3] : _ => null)),
        TestModel.OfFile("page.onnx", "<html></html>"u8.ToArray()),
        TestModel.Of("weights.safetensors", Helpers.TestTensor.Counting("dense1.weight", 1, 2)),
    ];

    /// <summary>An input of two numbers and a matrix for them.</summary>
    public static OnnxFile TwoInputs() => new OnnxFile().Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4);

    /// <summary>A model as the build makes a text of it.</summary>
    public static TestModel Convert(string path, byte[] file, Func<string, byte[]?>? open = null) =>
        new("/project/obj/" + path + ModelTextFormat.Extension, ConvertedModel.Convert(path, file, open).Text);

    private static OnnxFile Beside() => new OnnxFile().Input("x", "N", 2)
        .Tensor(OnnxTensor.External("w", ElementType.Float, [2, 1], ("location", "data.bin")))
        .Node("MatMul", "x w", "y").Output("y", "N", 1);
}
