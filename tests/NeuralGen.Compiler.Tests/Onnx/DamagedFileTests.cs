using System.Text;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Files that are damaged, of another kind, or contradict themselves: each with exactly the problem that it has.</summary>
public class DamagedFileTests
{
    private static readonly (string Name, Func<byte[]> File, ProblemKind Kind, string Message)[] Cases =
    [
        ("empty", () => [], ProblemKind.NotOnnx, "The file is empty."),
        ("Git LFS pointer", Text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a Git LFS pointer, not the model itself; run 'git lfs pull' to fetch it."),
        ("zip", Text("PK\u0003\u0004rest"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a zip archive (PyTorch's .pt and Keras's .keras are such); export the model to ONNX, or unpack the archive."),
        ("empty zip", Text("PK\u0005\u0006"), ProblemKind.NotOnnx, "The file is no ONNX model: it is an empty zip archive."),
        ("gzip", () => [0x1F, 0x8B, 8, 0], ProblemKind.NotOnnx, "The file is no ONNX model: it is compressed by gzip; unpack it first."),
        ("HDF5", () => [0x89, (byte)'H', (byte)'D', (byte)'F', 13, 10], ProblemKind.NotOnnx, "The file is no ONNX model: it is an HDF5 file (as Keras's .h5); export the model to ONNX."),
        ("NumPy", () => [0x93, .. "NUMPY"u8, 1, 0], ProblemKind.NotOnnx, "The file is no ONNX model: it is a NumPy array."),
        ("TensorFlow Lite", Text("\u001c\0\0\0TFL3"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a TensorFlow Lite model; export the model to ONNX."),
        ("ORT", Text("\u001c\0\0\0ORTM"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a model in ONNX Runtime's own format (.ort); use the .onnx file that it was made from."),
        ("safetensors", () => [20, 0, 0, 0, 0, 0, 0, 0, .. "{\"w\":1}"u8], ProblemKind.NotOnnx, "The file is no ONNX model: it is a safetensors file, which holds weights without a graph."),
        ("HTML", Text("\n<!DOCTYPE html><html>"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a web page or XML; perhaps a download went wrong."),
        ("HTML after a mark", () => [0xEF, 0xBB, 0xBF, .. "<html>"u8], ProblemKind.NotOnnx, "The file is no ONNX model: it is a web page or XML; perhaps a download went wrong."),
        ("JSON", Text("{ \"format\": 1 }"), ProblemKind.NotOnnx, "The file is no ONNX model: it is JSON or other text."),
        ("zeros", () => new byte[100], ProblemKind.NotOnnx, "The file is no ONNX model: it is all zeros."),
        ("no graph", () => new ProtobufWriter().Varint(1, 8).Text(2, "tests").ToArray(), ProblemKind.NotOnnx, "The file is no ONNX model: there is no graph in it. Perhaps it is cut off, or of another kind."),

        ("varint cut off", () => [0x08, 0x80], ProblemKind.DamagedFile, "The file is damaged at byte 1: a number is cut off."),
        ("varint too long", () => [0x08, .. Enumerable.Repeat((byte)0xFF, 10), 1], ProblemKind.DamagedFile, "The file is damaged at byte 1: a number has more than ten bytes."),
        ("tag cut off", () => [0x08, 0x01, 0xFF], ProblemKind.DamagedFile, "The file is damaged at byte 2: a number is cut off."),
        ("field number 0", () => [0x02, 0x00], ProblemKind.DamagedFile, "The file is damaged at byte 0: field number 0 is not possible."),
        ("field number too large", () => new ProtobufWriter().Number(1UL << 40).Number(0).ToArray(), ProblemKind.DamagedFile, "The file is damaged at byte 0: field number 137438953472 is not possible."),
        ("wire type 6", () => [0x08, 0x08, 0x0E], ProblemKind.DamagedFile, "The file is damaged at byte 2: field 1 has wire type 6, which does not exist."),
        ("wire type 7", () => [0x08, 0x08, 0x0F], ProblemKind.DamagedFile, "The file is damaged at byte 2: field 1 has wire type 7, which does not exist."),
        ("group", () => [0x08, 0x08, 0x2B], ProblemKind.DamagedFile, "The file is damaged at byte 2: field 5 is a group without an end."),
        ("end of a group", () => [0x08, 0x08, 0x2C], ProblemKind.DamagedFile, "The file is damaged at byte 2: a group ends as field 5, and none has begun."),
        ("length beyond the end", () => [0x08, 0x08, 0x3A, 100, 0], ProblemKind.DamagedFile, "The file is damaged at byte 3: field 7 claims 100 bytes where only 1 are left."),
        ("negative length", () => new ProtobufWriter().Tag(7, 2).Number(ulong.MaxValue).ToArray(), ProblemKind.DamagedFile, "The file is damaged at byte 1: field 7 claims 18446744073709551615 bytes where only 0 are left."),
        ("length of 2^31", () => new ProtobufWriter().Tag(7, 2).Number(1UL << 31).ToArray(), ProblemKind.DamagedFile, "The file is damaged at byte 1: field 7 claims 2147483648 bytes where only 0 are left."),
        ("length within the file but beyond its message", () => new ProtobufWriter().Bytes(7, [0x0A, 5, 0]).Bytes(2, new byte[9]).ToArray(), ProblemKind.DamagedFile, "The file is damaged at byte 3: field 1 claims 5 bytes where only 1 are left."),
        ("fixed 32 cut off", () => [0x15, 1, 2], ProblemKind.DamagedFile, "The file is damaged at byte 1: a number of 4 bytes is cut off after 2."),
        ("fixed 64 cut off", () => [0x11, 1, 2, 3], ProblemKind.DamagedFile, "The file is damaged at byte 1: a number of 8 bytes is cut off after 3."),

        ("no version of the format", Model(new TestModel { IrVersion = 0 }), ProblemKind.UnsupportedVersion, "The file's format has version 0; 1 to 13 are known."),
        ("format of the future", Model(new TestModel { IrVersion = 99 }), ProblemKind.UnsupportedVersion, "The file's format has version 99; 1 to 13 are known."),
        ("no opset", Model(new TestModel(-1)), ProblemKind.DamagedFile, "The model does not say which version of ONNX's operators it uses."),
        ("old opset", Model(new TestModel(5)), ProblemKind.UnsupportedVersion, "The model uses opset 5; opsets 6 to 25 are supported. Export it again with another opset_version."),
        ("opset of the future", Model(new TestModel(26)), ProblemKind.UnsupportedVersion, "The model uses opset 26; opsets 6 to 25 are supported. Export it again with another opset_version."),
        ("two opsets", Model(new TestModel(13).Extra(new ProtobufWriter().Message(8, new ProtobufWriter().Varint(2, 14)))), ProblemKind.DamagedFile, "The model uses several versions of ONNX's operators: 13, 14."),

        ("no nodes", Model(new TestModel().Input("x", 1).Output("y")), ProblemKind.UnsupportedGraph, "The output 'y' depends on none of the model's inputs."),
        ("no output", Model(new TestModel().Input("x", 1).Node("Relu", "x", "y")), ProblemKind.DamagedFile, "The model's graph has no output."),
        ("no input", Model(new TestModel().Constant("x", [1], 1).Node("Relu", "x", "y").Output()), ProblemKind.UnsupportedGraph, "The output 'y' depends on none of the model's inputs."),
        ("several inputs", Model(new TestModel().Input("a", 1).Input("b", 1).Node("Add", "a b", "y").Output()), ProblemKind.UnsupportedGraph, "The model has several inputs ('a', 'b'); models with one are supported. Weights must be initialisers, not inputs."),
        ("node without type", Graph(graph => graph.Message(1, new ProtobufWriter().Text(2, "y"))), ProblemKind.DamagedFile, "The file is damaged at byte 24: a node has no operator type."),
        ("node without output", Graph(graph => graph.Message(1, new ProtobufWriter().Text(4, "Relu"))), ProblemKind.DamagedFile, "The file is damaged at byte 24: a node of type Relu has no output."),
        ("attribute without name", Graph(graph => graph.Message(1, new ProtobufWriter().Text(4, "Relu").Text(2, "y").Message(5, new ProtobufWriter().Varint(3, 1)))), ProblemKind.DamagedFile, "The file is damaged at byte 35: an attribute has no name."),
        ("initialiser without name", Graph(graph => graph.Message(5, new ProtobufWriter().Varint(2, 1))), ProblemKind.DamagedFile, "The file is damaged at byte 24: an initialiser has no name."),
        ("input without name", Graph(graph => graph.Message(11, new ProtobufWriter())), ProblemKind.DamagedFile, "The file is damaged at byte 24: an input or output of the graph has no name."),
        ("two initialisers of one name", Model(new TestModel().Input("x", 1).Constant("w", [1], 1).Constant("w", [1], 2).Node("Mul", "x w", "y").Output()), ProblemKind.DamagedFile, "The model has two initialisers of the name 'w'."),
        ("value computed twice", Model(Chain().Node("Tanh", "x", "y")), ProblemKind.DamagedFile, "The model computes 'y' twice."),
        ("input computed", Model(Chain().Node("Tanh", "y", "x")), ProblemKind.DamagedFile, "The model computes 'x' twice."),
        ("initialiser computed", Model(Chain().Constant("w", [1], 1).Node("Tanh", "y", "w")), ProblemKind.DamagedFile, "The model computes 'w' twice."),
        ("nodes out of order", Model(new TestModel().Input("x", 1).Node("Tanh", "h", "y").Node("Relu", "x", "h").Output()), ProblemKind.DamagedFile, "The Tanh node 'the_tanh' uses 'h', which nothing before it computes."),
        ("value that nothing computes", Model(new TestModel().Input("x", 1).Node("Add", "x q", "y").Output()), ProblemKind.DamagedFile, "The Add node 'the_add' uses 'q', which nothing before it computes."),
        ("cycle", Model(new TestModel().Input("x", 1).Node("Add", "x b", "a").Node("Neg", "a", "b").Node("Relu", "b", "y").Output()), ProblemKind.DamagedFile, "The Add node 'the_add' uses 'b', which nothing before it computes."),
        ("sequence as input", Model(new TestModel().Add(11, new ProtobufWriter().Text(1, "x").Message(2, new ProtobufWriter().Message(4, new ProtobufWriter()))).Node("Relu", "x", "y").Output()), ProblemKind.UnsupportedGraph, "The input 'x' is no tensor."),
        ("integers as input", Model(new TestModel { Type = ElementType.Int64 }.Input("x", 1).Node("Relu", "x", "y").Output()), ProblemKind.UnsupportedType, "The input 'x' is of int64, and the Relu node 'the_relu' reads it; inputs of float, double, float16 and bfloat16 are supported."),
        ("input without type", Model(new TestModel { Type = ElementType.Undefined }.Input("x", 1).Node("Relu", "x", "y").Output()), ProblemKind.UnsupportedType, "The input 'x' is of no type, and the Relu node 'the_relu' reads it; inputs of float, double, float16 and bfloat16 are supported."),
        ("input without shape", Model(new TestModel().Add(11, TestModel.Value("x", ElementType.Float, null)).Node("Relu", "x", "y").Output()), ProblemKind.UnsupportedShape, "The input 'x' has no shape, and the model (opset 17) does not multiply it with a matrix first, which would tell it."),
        ("huge input", Model(new TestModel().Input("x", "N", int.MaxValue, int.MaxValue).Node("Relu", "x", "y").Output()), ProblemKind.TooLarge, "The input 'x' of shape [N, 2147483647, 2147483647] is too large."),
        ("seventeen axes", Model(new TestModel().Input("x", [.. Enumerable.Repeat((object)1, 17)]).Node("Relu", "x", "y").Output()), ProblemKind.DamagedFile, "The file is damaged at byte 99: a shape has more than 16 axes."),
        ("output of another shape", Model(new TestModel().Input("x", "N", 3).Node("Relu", "x", "y").Output("y", "N", 4)), ProblemKind.DamagedFile, "The output 'y' is said to have the shape [?, 4], but has [N, 3]."),
        ("output of another rank", Model(new TestModel().Input("x", "N", 3).Node("Relu", "x", "y").Output("y", "N")), ProblemKind.DamagedFile, "The output 'y' is said to have the shape [?], but has [N, 3]."),
        ("output of another type", Model(new TestModel().Input("x", "N", 3).Node("Relu", "x", "y").Add(12, TestModel.Value("y", ElementType.Double, null))), ProblemKind.DamagedFile, "The output 'y' is said to be of double, but is of float."),
        ("output that is a constant", Model(new TestModel().Input("x", "N", 3).Node("Shape", "x", "y").Output()), ProblemKind.UnsupportedGraph, "The output 'y' is not computed from the input 'x'."),
        ("sparse initialiser without name", () => new TestModel().Input("x", 1).Node("Relu", "x", "y").Output().Add(15, new ProtobufWriter()).ToBytes(), ProblemKind.DamagedFile, "The file is damaged at byte 70: a sparse initialiser has no name."),

        ("too few bytes", Weight(TestTensor.Header("w", ElementType.Float, [2, 1]).Bytes(9, new byte[7])), ProblemKind.DamagedFile, "The file is damaged at byte 88: The initialiser 'w' of shape [2, 1] needs 8 bytes and has 7."),
        ("too many bytes", Weight(TestTensor.Header("w", ElementType.Float, [2, 1]).Bytes(9, new byte[12])), ProblemKind.DamagedFile, "The file is damaged at byte 88: The initialiser 'w' of shape [2, 1] needs 8 bytes and has 12."),
        ("no numbers", Weight(TestTensor.Header("w", ElementType.Float, [2, 1])), ProblemKind.DamagedFile, "The file is damaged at byte 77: The initialiser 'w' of shape [2, 1] needs 2 numbers and has 0."),
        ("too many numbers", Weight(TestTensor.Typed("w", ElementType.Float, [2, 1], true, 1, 2, 3)), ProblemKind.DamagedFile, "The file is damaged at byte 77: The initialiser 'w' of shape [2, 1] needs 2 numbers and has 3."),
        ("numbers twice", Weight(TestTensor.Typed("w", ElementType.Float, [2, 1], true, 1, 2).Bytes(9, new byte[8])), ProblemKind.DamagedFile, "The file is damaged at byte 98: The initialiser 'w' has its numbers twice, raw and typed."),
        ("numbers of another type", Weight(TestTensor.Header("w", ElementType.Float, [2, 1]).Bytes(7, [1, 2])), ProblemKind.DamagedFile, "The file is damaged at byte 77: The initialiser 'w' has elements of float, but numbers in the field of another type."),
        ("packed floats cut off", Weight(TestTensor.Header("w", ElementType.Float, [2, 1]).Bytes(4, new byte[7])), ProblemKind.DamagedFile, "The file is damaged at byte 88: 7 bytes are not a whole number of numbers of 4 bytes."),
        ("integer out of range", Weight(TestTensor.Typed("w", ElementType.Int8, [2, 1], true, 1, 300)), ProblemKind.DamagedFile, "The number 300 is not possible in a tensor of int8."),
        ("negative size", Weight(TestTensor.Header("w", ElementType.Float, [-2, 1])), ProblemKind.DamagedFile, "The initialiser 'w' has the impossible shape [-2, 1]."),
        ("10^12 elements", Weight(TestTensor.Header("w", ElementType.Float, [1_000_000, 1_000_000])), ProblemKind.TooLarge, "The initialiser 'w' of shape [1000000, 1000000] has too many elements."),
        ("10^12 elements in one axis", Weight(TestTensor.Header("w", ElementType.Float, [1_000_000_000_000])), ProblemKind.TooLarge, "The initialiser 'w' has the impossible shape [1000000000000]."),
        ("10^9 elements", Weight(TestTensor.Header("w", ElementType.Float, [1_000_000_000])), ProblemKind.DamagedFile, "The file is damaged at byte 77: The initialiser 'w' of shape [1000000000] needs 1000000000 numbers and has 0."),
        ("strings", Weight(TestTensor.Header("w", ElementType.String, [2, 1]).Text(6, "a").Text(6, "b")), ProblemKind.UnsupportedType, "The initialiser 'w' has elements of string; floats, doubles, halves, bfloat16, bool and integers of 8 to 64 bits can be read."),
        ("unknown element type", Weight(TestTensor.Header("w", (ElementType)77, [2, 1])), ProblemKind.UnsupportedType, "The initialiser 'w' has elements of type 77; floats, doubles, halves, bfloat16, bool and integers of 8 to 64 bits can be read."),
        ("segment", Weight(TestTensor.Floats("w", [2, 1], 1, 2).Message(3, new ProtobufWriter().Varint(1, 0))), ProblemKind.UnsupportedType, "The initialiser 'w' is a segment of a larger tensor, which is not supported."),
        ("integers as weights", Weight(TestTensor.Longs("w", [2, 1], 1, 2)), ProblemKind.UnsupportedType, "The MatMul node 'the_matmul' multiplies with a matrix of int64; floating-point numbers are supported."),
        ("weights of another type", Weight(TestTensor.Raw("w", ElementType.Double, [2, 1], 1.0, 2)), ProblemKind.DamagedFile, "The MatMul node 'the_matmul' mixes numbers of float and double."),
        ("weights that do not fit", Weight(TestTensor.Floats("w", [3, 1], 1, 2, 3)), ProblemKind.DamagedFile, "The MatMul node 'the_matmul' multiplies a matrix for 3 numbers with 2."),
        ("weights without elements", Weight(TestTensor.Floats("w", [2, 0])), ProblemKind.DamagedFile, "The MatMul node 'the_matmul' multiplies with a matrix of shape [2, 0]."),
        ("weight of no axes", Weight(TestTensor.Floats("w", [], 1)), ProblemKind.DamagedFile, "The MatMul node 'the_matmul' multiplies with a matrix of shape []."),

        ("no file beside", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "w.bin"))), ProblemKind.ExternalDataMissing, "The initialiser 'w' should be in the file 'w.bin' beside the model, which is missing (links are not followed)."),
        ("no location", Weight(TestTensor.External("w", ElementType.Float, [2, 1])), ProblemKind.DamagedFile, "The initialiser 'w' is stored beside the model, but the model does not say in which file."),
        ("file above", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "a/../../w.bin"))), ProblemKind.ExternalDataMissing, "The initialiser 'w' should be in the file 'a/../../w.bin'; only files in the model's own folder and those below are read."),
        ("file above, with backslashes", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "..\\w.bin"))), ProblemKind.ExternalDataMissing, "The initialiser 'w' should be in the file '..\\w.bin'; only files in the model's own folder and those below are read."),
        ("file at a place of its own", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "/etc/passwd"))), ProblemKind.ExternalDataMissing, "The initialiser 'w' should be in the file '/etc/passwd'; only files in the model's own folder and those below are read."),
        ("file on another drive", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "C:w.bin"))), ProblemKind.ExternalDataMissing, "The initialiser 'w' should be in the file 'C:w.bin'; only files in the model's own folder and those below are read."),
        ("offset beyond the file", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "eight"), ("offset", "4"))), ProblemKind.ExternalDataDamaged, "The initialiser 'w' should be 8 bytes from byte 4 on in the file 'eight', which has only 8."),
        ("greatest offset", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "eight"), ("offset", "9223372036854775807"))), ProblemKind.ExternalDataDamaged, "The initialiser 'w' should be 8 bytes from byte 9223372036854775807 on in the file 'eight', which has only 8."),
        ("wrong length", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "eight"), ("length", "4"))), ProblemKind.ExternalDataDamaged, "The initialiser 'w' needs 8 bytes, but the model says that it has 4 in the file 'eight'."),
        ("negative offset", Weight(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "eight"), ("offset", "-1"))), ProblemKind.DamagedFile, "The initialiser 'w' is stored beside the model with the offset '-1', which is not a number of bytes."),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(damaged => damaged.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ProblemIsNamed(string name)
    {
        (_, Func<byte[]> file, ProblemKind kind, string message) = Cases.Single(damaged => damaged.Name == name);
        ImportProblem problem = OnnxImport.Read(file(), path => path == "eight" ? new byte[8] : null).Problem();
        Assert.Equal((kind, message), (problem.Kind, problem.Message));
    }

    [Fact]
    public void OffsetIsThatOfTheMessage() => Assert.Equal(3, OnnxImport.Read([0x08, 0x08, 0x3A, 100, 0], _ => null).Problem().Offset);

    private static Func<byte[]> Text(string text) => () => Encoding.Latin1.GetBytes(text);

    private static Func<byte[]> Model(TestModel model) => model.ToBytes;

    private static Func<byte[]> Graph(Action<ProtobufWriter> add) => () =>
    {
        var model = new TestModel();
        add(model.Graph);
        return model.ToBytes();
    };

    /// <summary>A layer with one tensor for its weights.</summary>
    private static Func<byte[]> Weight(ProtobufWriter tensor) => new TestModel().Input("x", "N", 2).Node("MatMul", "x w", "y").Tensor(tensor).Output("y", "N", 1).ToBytes;

    private static TestModel Chain() => new TestModel().Input("x", 1).Node("Relu", "x", "y").Output();
}
