using System.Text;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Models that are whole files, but make no sense, or would take forever: each with exactly the problem that it has.</summary>
public class DamagedModelTests
{
    private static readonly (string Name, Func<byte[]> File, ProblemKind Kind, string Message)[] Cases =
    [
        ("text", Text("hello\nworld"), ProblemKind.NotOnnx, "The file is no ONNX model: it is text."),
        ("pickled model", () => [0x80, 2, 0x8A, 10, 0x6C], ProblemKind.NotOnnx, "The file is no ONNX model: it is a pickled model of PyTorch; export the model to ONNX."),
        ("pickled object", () => [0x80, 4, 0x95, 1, 0], ProblemKind.NotOnnx, "The file is no ONNX model: it is a pickled object of Python, as scikit-learn's models are; export the model to ONNX."),
        ("GGUF", Text("GGUF\u0003\0\0\0"), ProblemKind.NotOnnx, "The file is no ONNX model: it is a GGUF file, which holds weights without a graph."),
        ("7z", Text("7z\u00bc\u00af"), ProblemKind.NotOnnx, "The file is no ONNX model: it is compressed; unpack it first."),
        ("text that begins like a model", () => [0x08, 0x08, .. "xyz"u8], ProblemKind.DamagedFile, "The file is damaged at byte 5: a number is cut off."),

        ("group that ends as another", Raw(0x2B, 0x34), ProblemKind.DamagedFile, "The file is damaged at byte 3: a group holds what is no field, or too many groups in each other."),
        ("group with wire type 6", Raw(0x2B, 0x0E), ProblemKind.DamagedFile, "The file is damaged at byte 3: a group holds what is no field, or too many groups in each other."),
        ("group with field 0", Raw(0x2B, 0x00, 0x00, 0x2C), ProblemKind.DamagedFile, "The file is damaged at byte 3: a group holds what is no field, or too many groups in each other."),
        ("group with a length that lies", Raw(0x2B, 0x0A, 0x7F, 0x2C), ProblemKind.DamagedFile, "The file is damaged at byte 4: field 5 claims 127 bytes where only 1 are left."),
        ("100,000 groups in each other", Raw([.. Enumerable.Repeat((byte)0x2B, 100_000)]), ProblemKind.DamagedFile, "The file is damaged at byte 102: a group holds what is no field, or too many groups in each other."),
        ("10,000 graphs in each other", Nested, ProblemKind.UnsupportedOperator, "The If node 'the_if' is not supported; recurrence and control flow are not; supported are feed-forward networks of dense layers (Gemm, MatMul and Add)."),
        ("more nodes than anybody writes", () => Unneeded(200_001).ToBytes(), ProblemKind.TooLarge, "The model has more than 200000 nodes, attributes and tensors; no network that can be compiled has so many."),

        ("function that calls itself", Function("F", "F"), ProblemKind.DamagedFile, "The model's function 'F' calls itself, or 100 functions call each other."),
        ("functions that call each other in a circle", Function("F", "G", "G", "F"), ProblemKind.DamagedFile, "The model's function 'F' calls itself, or 100 functions call each other."),
        ("functions that double again and again", Doubling, ProblemKind.TooLarge, "The model's functions have more than 5000 nodes together, each counted as often as it is called."),
        ("function twice", Function("F", "Relu", "F", "Tanh"), ProblemKind.DamagedFile, "The model has two functions of the name 'F'."),
        ("function without a name", Fields(new ProtobufWriter().Message(25, new ProtobufWriter().Text(10, "own"))), ProblemKind.DamagedFile, "The file is damaged at byte 80: a function has no name."),
        ("function of a future operator set", Fields(new ProtobufWriter().Message(25, Body("F", "Relu").Message(9, new ProtobufWriter().Varint(2, 99))), "F"), ProblemKind.UnsupportedVersion, "The model's function 'F' uses opset 99; opsets 6 to 25 are supported."),
        ("function of two operator sets", Fields(new ProtobufWriter().Message(25, Body("F", "Relu").Message(9, new ProtobufWriter().Varint(2, 9)).Message(9, new ProtobufWriter().Varint(2, 8))), "F"), ProblemKind.DamagedFile, "The model's function 'F' uses several versions of ONNX's operators: 9, 8."),
        ("function with too many inputs", Fields(new ProtobufWriter().Message(25, Body("F", "Relu")), "F", "x x"), ProblemKind.DamagedFile, "The F node 'the_f' has 2 inputs and 1 outputs; the model's function 'F' has 1 and 1."),
        ("function that computes nothing", Fields(new ProtobufWriter().Message(25, new ProtobufWriter().Text(1, "F").Text(10, "own").Text(4, "a").Text(5, "b")), "F"), ProblemKind.UnsupportedGraph, "The output 'y' depends on none of the model's inputs."),
        ("function with an operator that is unknown", Function("F", "Conv"), ProblemKind.UnsupportedOperator, "The Conv node 'the_f/the_conv' is not supported; convolutions and pooling are not; supported are networks of dense layers (Gemm, MatMul and Add)."),

        ("sparse numbers outside of the tensor", Sparse([0, 6], [2], [2, 3]), ProblemKind.DamagedFile, "The initialiser 'w' of shape [2, 3] has a number at an impossible place, or its places are not in order."),
        ("sparse numbers at negative places", Sparse([-1, 0], [2], [2, 3]), ProblemKind.DamagedFile, "The initialiser 'w' of shape [2, 3] has a number at an impossible place, or its places are not in order."),
        ("sparse numbers at one place", Sparse([1, 1], [2], [2, 3]), ProblemKind.DamagedFile, "The initialiser 'w' of shape [2, 3] has a number at an impossible place, or its places are not in order."),
        ("sparse numbers in another row", Sparse([0, 3, 1, 0], [2, 2], [2, 3]), ProblemKind.DamagedFile, "The initialiser 'w' of shape [2, 3] has a number at an impossible place, or its places are not in order."),
        ("sparse numbers without places", Sparse([1], [1], [2, 3]), ProblemKind.DamagedFile, "The initialiser 'w' has 2 numbers, but places of int64 and shape [1]."),
        ("sparse tensor of 10^9 numbers", Sparse([1, 2], [2], [1_000_000, 1000]), ProblemKind.TooLarge, "A constant needs 1000000000 numbers, far more than a file of this size can be meant to need."),
        ("sparse tensor of 10^18 numbers", Sparse([1, 2], [2], [1_000_000_000, 1_000_000_000]), ProblemKind.TooLarge, "The initialiser 'w' of shape [1000000000, 1000000000] has too many elements."),

        ("slope that is no number", Node("LeakyRelu", "x", ("alpha", float.NaN)), ProblemKind.DamagedFile, "The LeakyRelu node 'the_leakyrelu' has the attribute alpha with the value NaN; a finite number is expected."),
        ("infinite slope", Node("Elu", "x", ("alpha", float.PositiveInfinity)), ProblemKind.DamagedFile, "The Elu node 'the_elu' has the attribute alpha with the value Infinity; a finite number is expected."),
        ("epsilon that is no number", Node("BatchNormalization", "x b b b b", ("epsilon", float.NaN)), ProblemKind.DamagedFile, "The BatchNormalization node 'the_batchnormalization' has the attribute epsilon with the value NaN; a finite number is expected."),
        ("factor that is no number", Node("Gemm", "x w", ("alpha", float.NaN)), ProblemKind.DamagedFile, "The Gemm node 'the_gemm' has the attribute alpha with the value NaN; a finite number is expected."),
        ("factor without its value", Attribute("Gemm", "x w", new ProtobufWriter().Text(1, "beta")), ProblemKind.DamagedFile, "The Gemm node 'the_gemm' has the attribute beta without a value."),
        ("factor with another attribute in it", Attribute("Gemm", "x w", new ProtobufWriter().Text(1, "alpha").Single(2, 1).Varint(20, 1).Message(5, new ProtobufWriter().Text(1, "beta").Single(2, 2))), ProblemKind.DamagedFile, "The Gemm node 'the_gemm' has the attribute alpha with values of several kinds."),
        ("flag without its value", Attribute("Gemm", "x w", new ProtobufWriter().Text(1, "transB")), ProblemKind.DamagedFile, "The Gemm node 'the_gemm' has the attribute transB without a value."),
        ("text without its value", Attribute("Gelu", "x", new ProtobufWriter().Text(1, "approximate"), opset: 20), ProblemKind.DamagedFile, "The Gelu node 'the_gelu' has the attribute approximate without a value."),
        ("bias that is missing before it could be", () => new TestModel(10).Input("x", "N", 3).Constant("w", [3, 2], 1, 2, 3, 4, 5, 6).Node("Gemm", "x w", "y").Output().ToBytes(), ProblemKind.DamagedFile, "The Gemm node 'the_gemm' has no third input, the bias, which may be left out from opset 11 on only."),
        ("bound that is no number", Node("Clip", "x nan"), ProblemKind.DamagedFile, "The Clip node 'the_clip' has a bound that is not a number."),
        ("constant that is no number", Node("Mul", "x nan"), ProblemKind.UnsupportedGraph, "The Mul node 'the_mul' computes with the constant NaN; finite numbers are supported in functions."),
        ("division by zero", Node("Div", "x zero"), ProblemKind.UnsupportedGraph, "The Div node 'the_div' ends a function with a number in it that is infinite or none, as after a division by 0."),
        ("logarithm of zero", () => Start().Node("Log", "zero", "l").Node("Add", "x l", "y").Output().ToBytes(), ProblemKind.UnsupportedGraph, "The Add node 'the_add' computes with the constant -Infinity; finite numbers are supported in functions."),
        ("product that is too large", () => Start().Constant("large", [], 1e30).Node("Mul", "x large", "p").Node("Mul", "p large", "y").Output().ToBytes(), ProblemKind.UnsupportedGraph, "The Mul node 'the_mul' ends a function with a number in it that is infinite or none, as after a division by 0."),

        ("products of constants that take forever", Products, ProblemKind.TooLarge, "The model's computations with constants take too long; export it with constant folding."),
        ("product of constants that do not fit", () => Start().Node("MatMul", "w w", "u").Node("Gemm", "x u", "y").Output().ToBytes(), ProblemKind.DamagedFile, "The MatMul node 'the_matmul' multiplies constants of the shapes [2, 3] and [2, 3], which do not fit."),
        ("sum along an axis that is none", () => Start().Node("ReduceL2", "w", "u", ("axes", new[] { 2 })).Node("Mul", "x u", "y").Output().ToBytes(), ProblemKind.DamagedFile, "The ReduceL2 node 'the_reducel2' names axis 2 of a tensor with 2 axes."),
        ("sum over a sample", Node("ReduceSum", "x"), ProblemKind.UnsupportedOperator, "The ReduceSum node 'the_reducesum' is applied to what is computed from the network's input; it is supported for constants and shapes only: taking samples apart and summing over them is not; supported are dense layers, elementwise functions, Softmax, and sums of branches of equal size."),
        ("mask of several outputs that nothing names", () => Start().Node("LSTM", "x", "- h").Node("Relu", "h", "y").Output().ToBytes(), ProblemKind.UnsupportedOperator, "The LSTM node 'the_lstm' is not supported; recurrence and control flow are not; supported are feed-forward networks of dense layers (Gemm, MatMul and Add)."),
        ("node that reads itself", () => Start().Node("Add", "x y", "y").Output().ToBytes(), ProblemKind.DamagedFile, "The Add node 'the_add' uses 'y', which nothing before it computes."),
        ("scores of scikit-learn", () => Start().Add(1, TestModel.NodeMessage("ZipMap", "x", "y").Text(7, "ai.onnx.ml")).Output().ToBytes(), ProblemKind.UnsupportedOperator, "The ZipMap node 'the_zipmap' is of the operators 'ai.onnx.ml'; only ONNX's own (ai.onnx) are supported: supported are dense layers (Gemm, MatMul), elementwise functions and arithmetic, Softmax, LogSoftmax, BatchNormalization, Dropout, operators that leave the order of a sample's numbers as it is (Flatten, Reshape, Squeeze, Unsqueeze, Transpose, Identity, Cast), and computations with constants."),
        ("quantised computation", Node("QuantizeLinear", "x one"), ProblemKind.UnsupportedOperator, "The QuantizeLinear node 'the_quantizelinear' is not supported; computing with integers is not; supported are weights that DequantizeLinear turns into floats: quantise the weights only."),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(damaged => damaged.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ProblemIsNamed(string name)
    {
        (_, Func<byte[]> file, ProblemKind kind, string message) = Cases.Single(damaged => damaged.Name == name);
        ImportProblem problem = OnnxImport.Read(file(), _ => null).Problem();
        Assert.Equal((kind, message), (problem.Kind, problem.Message));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MemoryIsASmallMultipleOfTheFile(string name)
    {
        byte[] file = Cases.Single(damaged => damaged.Name == name).File();
        OnnxImport.Read(file, _ => null);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OnnxImport.Read(file, _ => null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Bound(file));
    }

    /// <summary>What an import may allocate: a multiple of the file, and 16 MB for what has a limit of its own.</summary>
    internal static long Bound(byte[] file) => (64L * file.Length) + (16L << 20);

    private static Func<byte[]> Text(string text) => () => Encoding.Latin1.GetBytes(text);

    /// <summary>A version of the format, and what stands behind it.</summary>
    private static Func<byte[]> Raw(params byte[] bytes) => () => [0x08, 0x08, .. bytes];

    private static TestModel Start(int opset = 17) => new TestModel(opset).Input("x", "N", 3).Constant("w", [2, 3], 1, 2, 3, 4, 5, 6).Constant("b", [3], 1, 2, 3)
        .Constant("nan", [], double.NaN).Constant("zero", [], 0).Constant("one", [], 1);

    private static Func<byte[]> Node(string type, string inputs, params (string, object)[] attributes) => () => Start().Node(type, inputs, "y", attributes).Output().ToBytes();

    private static Func<byte[]> Attribute(string type, string inputs, ProtobufWriter attribute, int opset = 17) =>
        () => Start(opset).Add(1, TestModel.NodeMessage(type, inputs, "y").Message(5, attribute)).Output().ToBytes();

    private static TestModel Unneeded(int count)
    {
        var model = new TestModel();
        for (int i = 0; i < count; i++)
        {
            model.Add(1, new ProtobufWriter().Text(2, "y" + i.ToString("D7", null)).Text(4, "Nothing "));
        }

        return model;
    }

    /// <summary>A graph in a branch of a node of a graph, and so on.</summary>
    private static byte[] Nested()
    {
        var inner = new List<byte>();
        for (int depth = 0; depth < 10_000; depth++)
        {
            // From the inside out, each level is longer by a few bytes in front.
            byte[] attribute = new ProtobufWriter().Text(1, "then_branch").Tag(6, 2).Number((ulong)inner.Count).ToArray();
            byte[] node = new ProtobufWriter().Text(2, "y").Text(4, "If").Tag(5, 2).Number((ulong)(attribute.Length + inner.Count)).ToArray();
            byte[] graph = new ProtobufWriter().Tag(1, 2).Number((ulong)(node.Length + attribute.Length + inner.Count)).ToArray();
            inner.InsertRange(0, [.. graph, .. node, .. attribute]);
        }

        ProtobufWriter branch = new ProtobufWriter().Text(1, "then_branch").Bytes(6, [.. inner]).Varint(20, 5);
        return Start().Add(1, TestModel.NodeMessage("If", "x", "y").Message(5, branch)).Output().ToBytes();
    }

    /// <summary>A function whose only node is of a type.</summary>
    private static ProtobufWriter Body(string name, string type)
    {
        ProtobufWriter node = TestModel.NodeMessage(type, "a", "b");
        return new ProtobufWriter().Text(1, name).Text(10, "own").Text(4, "a").Text(5, "b").Message(7, type.Length == 1 ? node.Text(7, "own") : node);
    }

    /// <summary>A model that calls the first of some functions, given by name and by the type of their node.</summary>
    private static Func<byte[]> Function(params string[] namesAndTypes)
    {
        var fields = new ProtobufWriter();
        foreach (string[] function in namesAndTypes.Chunk(2))
        {
            fields.Message(25, Body(function[0], function[1]));
        }

        return Fields(fields, namesAndTypes[0]);
    }

    private static Func<byte[]> Fields(ProtobufWriter fields, string? call = null, string inputs = "x") => () =>
    {
        ProtobufWriter node = call is null ? TestModel.NodeMessage("Relu", inputs, "y") : TestModel.NodeMessage(call, inputs, "y").Text(7, "own");
        return new TestModel().Input("x", "N", 3).Add(1, node).Output().Extra(fields).ToBytes();
    };

    /// <summary>Each function calls the one before it twice.</summary>
    private static byte[] Doubling()
    {
        var fields = new ProtobufWriter().Message(25, Body("F0", "Relu"));
        for (int i = 1; i < 40; i++)
        {
            fields.Message(25, new ProtobufWriter().Text(1, $"F{i}").Text(10, "own").Text(4, "a").Text(5, "c")
                .Message(7, TestModel.NodeMessage($"F{i - 1}", "a", "b").Text(7, "own")).Message(7, TestModel.NodeMessage($"F{i - 1}", "b", "c").Text(7, "own")));
        }

        return Fields(fields, "F39")();
    }

    private static Func<byte[]> Sparse(long[] places, long[] shape, long[] sizes) => () =>
    {
        ProtobufWriter sparse = new ProtobufWriter().Message(1, TestTensor.Floats("w", [2], 1, 2)).Message(2, TestTensor.Longs("", shape, places));
        Array.ForEach(sizes, size => sparse.Varint(3, size));
        return new TestModel().Input("x", "N", 2).Add(15, sparse).Node("MatMul", "x w", "y").Output().ToBytes();
    };

    private static byte[] Products()
    {
        TestModel model = Start().Constant("m0", [300, 300], new double[90_000]);
        for (int i = 0; i < 100; i++)
        {
            model.Node("MatMul", $"m{i} m0", $"m{i + 1}");
        }

        return model.Node("MatMul", "x m100", "y").Output().ToBytes();
    }
}
