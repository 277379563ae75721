using System.Runtime.InteropServices;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>
/// Legal ways to write one and the same layer, y = ReLU(W x + b) with three inputs and two outputs. All its numbers are exact in every
/// format.
/// </summary>
internal static class LayerSpellings
{
    // One row for each output.
    public static readonly double[] Weights = [1, -2, 3, -4, 5, 0.5];
    public static readonly double[] Biases = [0.5, -0.25];
    private static readonly double[] ByInput = [1, -4, -2, 5, 3, 0.5];
    private static readonly double[] Halves = [0.5, -2, -1, 2.5, 1.5, 0.25];

    public static IEnumerable<(string Name, Func<TestModel> Model)> All =>
    [
        .. Products, .. Constants, .. Numbers, .. Shapes, .. Nodes, .. Formats, .. Functions,
        .. Enumerable.Range(7, 19).Select(opset => ($"opset {opset}", (Func<TestModel>)(() => Layer(new TestModel(opset))))),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Products =>
    [
        ("Gemm", () => Start().Node("Gemm", "x w b", "z").End()),
        ("Gemm, transB", () => Start().Constant("v", [2, 3], Weights).Node("Gemm", "x v b", "z", ("transB", 1)).End()),
        ("Gemm, flags of zero left out", () => Start().Add(1, TestModel.NodeMessage("Gemm", "x w b", "z").Message(5, new ProtobufWriter().Text(1, "transB").Varint(20, 2)).Message(5, new ProtobufWriter().Text(1, "transA").Varint(20, 2))).End()),
        ("Gemm, beta of zero left out", () => Start().Add(1, TestModel.NodeMessage("Gemm", "x w b", "p").Message(5, new ProtobufWriter().Text(1, "beta").Varint(20, 1))).Node("Add", "p b", "z").End()),
        ("Gemm, alpha", () => Start().Constant("v", [3, 2], Halves).Node("Gemm", "x v b", "z", ("alpha", 2f)).End()),
        ("Gemm, beta", () => Start().Constant("c", [2], 0.25, -0.125).Node("Gemm", "x w c", "z", ("beta", 2f)).End()),
        ("Gemm, beta 0", () => Start().Node("Gemm", "x w b", "p", ("beta", 0f)).Node("Add", "p b", "z").End()),
        ("Gemm, bias [1, n]", () => Start().Constant("c", [1, 2], Biases).Node("Gemm", "x w c", "z").End()),
        ("Gemm without bias", () => Start().Node("Gemm", "x w", "p").Node("Add", "p b", "z").End()),
        ("Gemm, bias left out by an empty name", () => Start().Node("Gemm", "x w -", "p").Node("Add", "p b", "z").End()),
        ("Gemm, weights on the left", () => Start().Constant("v", [2, 3], Weights).Constant("c", [2, 1], Biases).Node("Gemm", "v x c", "t", ("transB", 1)).Node("Transpose", "t", "z").End()),
        ("Gemm, transA", () => Start().Node("Transpose", "x", "t").Node("Gemm", "t w b", "z", ("transA", 1)).End()),
        ("Gemm, weights on the left with transA", () => Start().Node("Transpose", "x", "t").Node("Gemm", "w t", "p", ("transA", 1)).Node("Transpose", "p", "q").Node("Add", "q b", "z").End()),
        ("MatMul and Add", () => Start().Node("MatMul", "x w", "p").Node("Add", "p b", "z").End()),
        ("MatMul and Add, bias first", () => Start().Node("MatMul", "x w", "p").Node("Add", "b p", "z").End()),
        ("MatMul and Sub", () => Start().Constant("c", [2], -0.5, 0.25).Node("MatMul", "x w", "p").Node("Sub", "p c", "z").End()),
        ("MatMul and two Adds", () => Start().Constant("c", [1, 2], 1, 1).Constant("d", [2], -0.5, -1.25).Node("MatMul", "x w", "p").Node("Add", "p c", "q").Node("Add", "d q", "z").End()),
        ("MatMul and Sum", () => Start().Node("MatMul", "x w", "p").Node("Sum", "p b", "z").End()),
        ("MatMul, weights on the left", () => Start().Constant("v", [2, 3], Weights).Node("Transpose", "x", "t").Node("MatMul", "v t", "p").Node("Transpose", "p", "q").Node("Add", "q b", "z").End()),
        ("MatMul with a column", () => Start().Constant("v", [2, 3], Weights).Integers("last", -1).Node("Unsqueeze", "x last", "t").Node("MatMul", "v t", "p").Node("Squeeze", "p last", "q").Node("Add", "q b", "z").End()),
        ("MatMul with a stack of one matrix", () => Start().Constant("v", [1, 3, 2], ByInput).Node("MatMul", "x v", "p").Integers("first", 0).Node("Squeeze", "p first", "q").Node("Add", "q b", "z").End()),
        ("Mul behind the layer", () => Start().Constant("v", [3, 2], Halves).Constant("two", [], 2).Constant("c", [2], 0.25, -0.125).Node("Gemm", "x v c", "p").Node("Mul", "two p", "z").End()),
        ("Div behind the layer, number by number", () => Start().Constant("v", [3, 2], Halves).Constant("half", [1, 2], 0.5, 0.5).Node("MatMul", "x v", "p").Node("Div", "p half", "q").Node("Add", "q b", "z").End()),
        ("BatchNormalization behind the layer", () => Normalized(new TestModel()).Node("BatchNormalization", "p s b m v", "z", ("epsilon", 0f)).End()),
        ("BatchNormalization of opset 7", () => Normalized(new TestModel(7)).Node("BatchNormalization", "p s b m v", "z", ("epsilon", 0f), ("momentum", 0.9f), ("spatial", 1)).End()),
        ("BatchNormalization of opset 9", () => Normalized(new TestModel(9)).Node("BatchNormalization", "p s b m v", "z", ("epsilon", 0f), ("momentum", 0.9f)).End()),
        ("BatchNormalization of opset 14", () => Normalized(new TestModel(14)).Node("BatchNormalization", "p s b m v", "z", ("epsilon", 0f), ("training_mode", 0)).End()),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Constants =>
    [
        ("weights by Transpose", () => Start().Constant("v", [2, 3], Weights).Node("Transpose", "v", "u", ("perm", new[] { 1, 0 })).Node("Gemm", "x u b", "z").End()),
        ("weights by Identity", () => Start().Node("Identity", "w", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Reshape", () => Start().Constant("v", [6], ByInput).Integers("s", 3, -1).Node("Reshape", "v s", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Squeeze", () => Start().Constant("v", [1, 3, 2], ByInput).Integers("a", 0).Node("Squeeze", "v a", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Concat", () => Start().Constant("v", [1, 2], ByInput[..2]).Constant("u", [2, 2], ByInput[2..]).Node("Concat", "v u", "t", ("axis", 0)).Node("Gemm", "x t b", "z").End()),
        ("weights by Slice", () => Start().Constant("v", [4, 2], [9, 9, .. ByInput]).Integers("one", 1).Integers("end", int.MaxValue).Integers("zero", 0).Node("Slice", "v one end zero", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Gather", () => Start().Constant("v", [3, 2], [.. ByInput[4..], .. ByInput[..4]]).Integers("i", 1, 2, 0).Node("Gather", "v i", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Constant", () => Start().Node("Constant", "", "u", ("value", TestTensor.Floats("", [3, 2], Floats(ByInput)))).Node("Gemm", "x u b", "z").End()),
        ("weights by Constant, a list", () => Start().Node("Constant", "", "v", ("value_floats", Floats(ByInput))).Integers("s", 3, 2).Node("Reshape", "v s", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by ConstantOfShape and Add", () => Start().Integers("s", 3, 2).Node("ConstantOfShape", "s", "zero").Node("Add", "zero w", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Expand and Mul", () => Start().Constant("one", [1], 1).Integers("s", 3, 2).Node("Expand", "one s", "ones").Node("Mul", "ones w", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by Where", () => Start().Constant("zero", [], 0).Node("Less", "w zero", "c").Node("Where", "c w w", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by a product", () => Start().Constant("l", [3, 2], ByInput).Constant("r", [2, 2], 1, 0, 0, 1).Node("MatMul", "l r", "u").Node("Gemm", "x u b", "z").End()),
        ("weights by their norm", () => Start().Constant("v", [2, 3], [.. Weights.Select(weight => 4 * weight)])
            .Constant("g", [2, 1], 0.25 * Math.Sqrt(16 * 14), 0.25 * Math.Sqrt(16 * 41.25))
            .Node("ReduceL2", "v", "n", ("axes", new[] { 1 }), ("keepdims", 1)).Node("Div", "v n", "d").Node("Mul", "d g", "u").Node("Gemm", "x u b", "z", ("transB", 1)).End()),
        ("bias by Mul and Sqrt", () => Start().Constant("c", [2], 2, -1).Constant("sixteen", [], 16).Node("Sqrt", "sixteen", "four").Node("Div", "c four", "d").Node("Gemm", "x w d", "z").End()),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Numbers =>
    [
        .. new[] { ElementType.Float, ElementType.Double, ElementType.Float16, ElementType.BFloat16 }.SelectMany(type => new (string, Func<TestModel>)[]
        {
            ($"model of {type}, raw", () => OfType(type, (name, shape, numbers) => TestTensor.RawOf(name, type, shape, numbers))),
            ($"model of {type}, packed", () => OfType(type, (name, shape, numbers) => TestTensor.Typed(name, type, shape, true, numbers))),
            ($"model of {type}, one by one", () => OfType(type, (name, shape, numbers) => TestTensor.Typed(name, type, shape, false, numbers))),
            ($"weights of {type} by Cast", () => Start().Tensor(TestTensor.RawOf("v", type, [3, 2], ByInput)).Node("Cast", "v", "u", ("to", 1)).Node("Gemm", "x u b", "z").End()),
        }),
        ("packed and one by one in one tensor", () => Start().Tensor(TestTensor.Typed("v", ElementType.Float, [3, 2], true, ByInput[..4]).Single(4, 3).Single(4, 0.5f)).Node("Gemm", "x v b", "z").End()),
        ("sizes of a tensor packed", () => Start().Tensor(new ProtobufWriter().Bytes(1, [3, 2]).Varint(2, 1).Text(8, "v").Bytes(9, Raw(ByInput))).Node("Gemm", "x v b", "z").End()),
        ("numbers in front of name and sizes", () => Start().Tensor(new ProtobufWriter().Bytes(9, Raw(ByInput)).Text(8, "v").Varint(2, 1).Varint(1, 3).Varint(1, 2)).Node("Gemm", "x v b", "z").End()),
        ("integers with one scale", () => Start().Tensor(TestTensor.Raw<sbyte>("q", ElementType.Int8, [3, 2], 2, -8, -4, 10, 6, 1)).Constant("s", [], 0.5).Node("DequantizeLinear", "q s", "u").Node("Gemm", "x u b", "z").End()),
        ("integers with scale and zero point", () => Start().Tensor(TestTensor.Raw<byte>("q", ElementType.UInt8, [3, 2], 130, 120, 124, 138, 134, 129)).Constant("s", [], 0.5).Tensor(TestTensor.Raw<byte>("o", ElementType.UInt8, [], 128)).Node("DequantizeLinear", "q s o", "u").Node("Gemm", "x u b", "z").End()),
        ("zero point of one axis beside a scale of none", () => Start().Tensor(TestTensor.Raw<byte>("q", ElementType.UInt8, [3, 2], 130, 120, 124, 138, 134, 129)).Constant("s", [], 0.5).Tensor(TestTensor.Raw<byte>("o", ElementType.UInt8, [1], 128)).Node("DequantizeLinear", "q s o", "u").Node("Gemm", "x u b", "z").End()),
        ("integers with a scale for each output", () => Start().Tensor(TestTensor.Raw<sbyte>("q", ElementType.Int8, [3, 2], 1, -8, -2, 10, 3, 1)).Constant("s", [2], 1, 0.5).Node("DequantizeLinear", "q s", "u", ("axis", 1)).Node("Gemm", "x u b", "z").End()),
        ("integers of opset 10", () => Start(10).Tensor(TestTensor.Raw<sbyte>("q", ElementType.Int8, [3, 2], 2, -8, -4, 10, 6, 1)).Constant("s", [], 0.5).Node("DequantizeLinear", "q s", "u").Node("Gemm", "x u b", "z").End()),
        ("bias of 32-bit integers", () => Start().Tensor(TestTensor.Raw("q", ElementType.Int32, [2], 2, -1)).Constant("s", [], 0.25).Node("DequantizeLinear", "q s", "c").Node("Gemm", "x w c", "z").End()),
        ("file beside the model", () => Beside("w.bin", Raw(ByInput), ("location", "w.bin"))),
        ("file beside the model, with offset and length", () => Beside("w.bin", [1, 2, 3, .. Raw(ByInput), 4], ("location", "w.bin"), ("offset", "3"), ("length", "24"))),
        ("file in a folder beside the model", () => Beside("data/w.bin", Raw(ByInput), ("location", "data/w.bin"), ("offset", "0"))),
        ("file in the model's own folder, by a dot", () => Beside("./w.bin", Raw(ByInput), ("location", "./w.bin"))),
        ("sparse weights", () => Start().Add(15, Sparse([0, 1, 2, 3, 4, 5], [6], [1, -4, -2, 5, 3, 0.5], [3, 2])).Node("Gemm", "x v b", "z").End()),
        ("sparse weights by row and column", () => Start().Add(15, Sparse([0, 0, 0, 1, 1, 0, 1, 1, 2, 0, 2, 1], [6, 2], ByInput, [3, 2])).Node("Gemm", "x v b", "z").End()),
        ("sparse bias by Constant", () => Start().Add(1, new ProtobufWriter().Text(2, "c").Text(4, "Constant").Message(5, new ProtobufWriter().Text(1, "sparse_value").Varint(20, 11).Message(22, Sparse([0, 1], [2], Biases, [2])))).Node("Gemm", "x w c", "z").End()),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Shapes =>
    [
        ("batch without a name", () => Layer(new TestModel(), null, 3)),
        ("batch of size 0, which stands for any", () => Layer(new TestModel(), 0, 3)),
        ("batch of one", () => Layer(new TestModel(), 1, 3)),
        ("batch of seven", () => Layer(new TestModel(), 7, 3)),
        ("input whose length only the weights tell", () => Layer(new TestModel(), "N", null)),
        ("input whose length only a Constant tells", () => new TestModel().Input("x", "N", null).Constant("b", [2], Biases).Node("Constant", "", "w", ("value", TestTensor.Floats("", [3, 2], Floats(ByInput)))).Node("Gemm", "x w b", "z").End()),
        ("input without a shape", () => Layer(new TestModel().Add(11, TestModel.Value("x", ElementType.Float, null)), hasInput: true)),
        ("sample with an axis of one", () => Weighted(new TestModel().Input("x", "N", 1, 3)).Node("MatMul", "x w", "p").Node("Add", "p b", "z").End()),
        ("one sample without a batch", () => Weighted(new TestModel().Input("x", 3)).Node("MatMul", "x w", "p").Node("Add", "p b", "z").End()),
        ("Flatten", () => Weighted(new TestModel().Input("x", "N", 3, 1)).Node("Flatten", "x", "f").Node("Gemm", "f w b", "z").End()),
        ("Reshape to [0, -1]", () => Weighted(new TestModel().Input("x", "N", 3, 1)).Integers("s", 0, -1).Node("Reshape", "x s", "f").Node("Gemm", "f w b", "z").End()),
        ("Reshape by a chain of shapes", () => Weighted(new TestModel().Input("x", "N", 3, 1)).Integers("zero", 0).Integers("rest", -1)
            .Node("Shape", "x", "s").Node("Gather", "s zero", "n").Node("Concat", "n rest", "c", ("axis", 0)).Node("Reshape", "x c", "f").Node("Gemm", "f w b", "z").End()),
        ("result with more axes", () => Start().Integers("s", -1, 2, 1).Node("Gemm", "x w b", "g").Node("Reshape", "g s", "z").End()),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Nodes =>
    [
        ("Dropout with ratio and mode", () => Start().Constant("r", [], 0.5).Tensor(TestTensor.Raw<byte>("t", ElementType.Bool, [], 0)).Node("Dropout", "x r t", "d").Node("Gemm", "d w b", "z").End()),
        ("Dropout with a mask", () => Start().Node("Dropout", "x", "d mask").Node("Gemm", "d w b", "z").End()),
        ("Dropout of opset 7", () => Start(7).Node("Dropout", "x", "d", ("ratio", 0.3f)).Node("Gemm", "d w b", "z").End()),
        ("Cast to double and back", () => Start().Node("Gemm", "x w b", "g").Node("Cast", "g", "d", ("to", 11)).Node("Cast", "d", "z", ("to", 1)).End()),
        ("Relu by Max", () => Start().Constant("zero", [], 0).Node("Gemm", "x w b", "z").Node("Max", "z zero", "y").Output("y")),
        ("Relu by Clip of opset 10", () => Start(10).Node("Gemm", "x w b", "z").Node("Clip", "z", "y", ("min", 0f)).Output("y")),
        ("Relu by Clip without an upper bound", () => Start().Constant("zero", [], 0).Node("Gemm", "x w b", "z").Node("Clip", "z zero -", "y").Output("y")),
        ("Relu by PRelu", () => Start().Constant("zero", [1], 0).Node("Gemm", "x w b", "z").Node("PRelu", "z zero", "y").Output("y")),
        ("Relu by LeakyRelu", () => Start().Node("Gemm", "x w b", "z").Node("LeakyRelu", "z", "y", ("alpha", 0f)).Output("y")),
        ("result through Identity", () => Start().Node("Gemm", "x w b", "z").Node("Relu", "z", "r").Node("Identity", "r", "y").Output("y")),
        ("nodes that nothing needs", () => Start().Node("Conv", "x w", "c").Node("Gemm", "x w b", "z").Node("Shape", "z", "s").End()),
        ("input that nothing needs", () => Start().Input("other", 3, 4).Node("Gemm", "x w b", "z").End()),
        ("names in other scripts", () => new TestModel().Input("вход", "N", 3).Constant("重み", [3, 2], ByInput).Constant("🎲", [2], Biases).Node("Gemm", "вход 重み 🎲", "ö").Node("Relu", "ö", "y").Output("y")),
        ("names that differ in case", () => new TestModel().Input("x", "N", 3).Constant("W", [3, 2], ByInput).Constant("w", [2], Biases).Node("Gemm", "x W w", "X").Node("Relu", "X", "Y").Output("Y")),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Formats =>
    [
        ("domain written out", () => Start().Add(1, TestModel.NodeMessage("Gemm", "x w b", "z").Text(7, "ai.onnx")).End()),
        ("operators of other domains that nothing needs", () => Layer(new TestModel().Extra(new ProtobufWriter().Message(8, new ProtobufWriter().Text(1, "com.microsoft").Varint(2, 1))))),
        ("operator set twice", () => Layer(new TestModel(13).Extra(new ProtobufWriter().Message(8, new ProtobufWriter().Text(1, "ai.onnx").Varint(2, 13))))),
        ("weights also listed as inputs", () => Layer(new TestModel { IrVersion = 3 }.Input("w", 3, 2).Input("b", 2))),
        ("oldest format", () => Layer(new TestModel(7) { IrVersion = 3 })),
        ("newest format", () => Layer(new TestModel(25) { IrVersion = 13 })),
        ("metadata, training and quantisation", () => Layer(new TestModel().Add(14, new ProtobufWriter().Text(1, "w")).Add(13, TestModel.Value("z", ElementType.Float, ["N", 2]))
            .Extra(new ProtobufWriter().Message(14, new ProtobufWriter().Text(1, "k").Text(2, "v")).Message(20, new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, "training"))).Text(6, "about")))),
        ("unknown fields of every kind", () => Layer(new TestModel().Extra(Unknown()).Unknown(Unknown()))),
        ("unknown group", () => Layer(new TestModel().Extra(new ProtobufWriter().Tag(900, 3).Varint(1, 5).Text(7, "graph?").Double(3, 1).Single(4, 1).Tag(900, 4)))),
        ("unknown groups in groups", () => Layer(new TestModel().Unknown(new ProtobufWriter().Tag(900, 3).Tag(1, 3).Tag(1, 4).Tag(900, 3).Tag(900, 4).Tag(900, 4)))),
        ("numbers with more bytes than they need", () => Layer(new TestModel().Extra(new ProtobufWriter().Raw(0x88, 0x80, 0x80, 0x00).Raw(0x88, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00)))),
        ("fields that are repeated, of which the last counts", () => Layer(new TestModel { IrVersion = 99 }.Extra(new ProtobufWriter().Varint(1, 8)))),
        ("graph in two parts", () => Start().Extra(new ProtobufWriter().Message(7, new TestModel().Node("Gemm", "x w b", "z").End().Graph))),
        ("parts of the graph in another order", () => new TestModel().Node("Gemm", "x w b", "z").End().Constant("w", [3, 2], ByInput).Constant("b", [2], Biases).Input("x", "N", 3)),
        ("integers of an attribute packed", () => Weighted(new TestModel(12).Input("x", "N", 3, 1)).Add(1, TestModel.NodeMessage("Squeeze", "x", "f").Message(5, new ProtobufWriter().Text(1, "axes").Bytes(8, [2]).Varint(20, 7))).Node("Gemm", "f w b", "z").End()),
        ("attributes without their kind", () => Start().Add(1, TestModel.NodeMessage("Gemm", "x w b", "z").Message(5, new ProtobufWriter().Text(1, "alpha").Single(2, 1))).End()),
        ("producer that is called like another format", () => Layer(new TestModel().Extra(new ProtobufWriter().Text(2, "TFL3")))),
    ];

    private static IEnumerable<(string Name, Func<TestModel> Model)> Functions =>
    [
        ("function of the model", () => Start().Function(Function("Dense", "a c d", "e", TestModel.NodeMessage("Gemm", "a c d", "e"))).Call("Dense", "x w b", "z").End()),
        ("function with an attribute", () => Start().Constant("v", [2, 3], Weights)
            .Function(Function("Dense", "a c d", "e", TestModel.NodeMessage("Gemm", "a c d", "e").Message(5, new ProtobufWriter().Text(1, "transB").Text(21, "turned").Varint(20, 2))).Text(6, "turned"))
            .Call("Dense", "x v b", "z", ("turned", 1)).End()),
        ("function with a default", () => Start().Constant("v", [2, 3], Weights)
            .Function(Function("Dense", "a c d", "e", TestModel.NodeMessage("Gemm", "a c d", "e").Message(5, new ProtobufWriter().Text(1, "transB").Text(21, "turned").Varint(20, 2))).Message(11, TestModel.Attribute("turned", 1)))
            .Call("Dense", "x v b", "z").End()),
        ("function with an attribute left out", () => Start()
            .Function(Function("Dense", "a c d", "e", TestModel.NodeMessage("Gemm", "a c d", "e").Message(5, new ProtobufWriter().Text(1, "transB").Text(21, "turned").Varint(20, 2))).Text(6, "turned"))
            .Call("Dense", "x w b", "z").End()),
        ("functions that call each other, and names used twice", () => Start()
            .Function(Function("Inner", "a c", "b", TestModel.NodeMessage("MatMul", "a c", "b")))
            .Function(Function("Outer", "x w z", "y", TestModel.NodeMessage("Inner", "x w", "b").Text(7, "own"), TestModel.NodeMessage("Add", "b z", "y")))
            .Call("Outer", "x w b", "z").End()),
        ("function called twice", () => Start().Function(Function("Same", "a", "b", TestModel.NodeMessage("Neg", "a", "t"), TestModel.NodeMessage("Neg", "t", "b")))
            .Call("Same", "x", "p").Call("Same", "p", "q").Node("Gemm", "q w b", "z").End()),
        ("function that gives back its input", () => Start().Function(Function("Same", "a", "a")).Call("Same", "x", "p").Node("Gemm", "p w b", "z").End()),
        ("function of another operator set", () => Weighted(new TestModel(17).Input("x", "N", 3, 1))
            .Function(Function("Flat", "a", "b", TestModel.NodeMessage("Squeeze", "a", "b", ("axes", new[] { 2 }))).Message(9, new ProtobufWriter().Varint(2, 11)))
            .Call("Flat", "x", "f").Node("Gemm", "f w b", "z").End()),
        ("function in the place of an operator", () => Start().Function(new ProtobufWriter().Text(1, "Softmax").Text(4, "a").Text(5, "b").Message(7, TestModel.NodeMessage("Identity", "a", "b")))
            .Node("Softmax", "x", "s").Node("Gemm", "s w b", "z").End()),
        ("function that nothing calls", () => Layer(new TestModel().Function(Function("Conv", "a", "b", TestModel.NodeMessage("Conv", "a", "b"))))),
    ];

    private static TestModel Start(int opset = 17) => Weighted(new TestModel(opset).Input("x", "N", 3));

    private static TestModel Weighted(TestModel model) => model.Constant("w", [3, 2], ByInput).Constant("b", [2], Biases);

    private static TestModel End(this TestModel model) => model.Node("Relu", "z", "y").Output("y");

    private static TestModel Layer(TestModel model, object? batch, object? size) => Layer(model.Input("x", batch, size), hasInput: true);

    private static TestModel Layer(TestModel model, bool hasInput = false) =>
        Weighted(hasInput ? model : model.Input("x", "N", 3)).Node("MatMul", "x w", "p").Node("Add", "p b", "z").End();

    private static TestModel Normalized(TestModel model) => model.Input("x", "N", 3).Constant("w", [3, 2], ByInput)
        .Constant("s", [2], 2, 3).Constant("b", [2], Biases[0] + 1, Biases[1] - 1).Constant("m", [2], 1, -1).Constant("v", [2], 4, 9)
        .Node("MatMul", "x w", "p");

    private static TestModel OfType(ElementType type, Func<string, long[], double[], ProtobufWriter> tensor) => new TestModel { Type = type }
        .Input("x", "N", 3).Tensor(tensor("w", [3, 2], ByInput)).Tensor(tensor("b", [2], Biases)).Node("Gemm", "x w b", "z").End();

    private static TestModel Beside(string path, byte[] bytes, params (string, string)[] entries)
    {
        TestModel model = Start().Tensor(TestTensor.External("v", ElementType.Float, [3, 2], entries)).Node("Gemm", "x v b", "z").End();
        model.Files[path] = bytes;
        return model;
    }

    private static ProtobufWriter Sparse(long[] places, long[] shape, double[] numbers, long[] sizes)
    {
        ProtobufWriter sparse = new ProtobufWriter()
            .Message(1, TestTensor.Floats("v", [numbers.Length], Floats(numbers))).Message(2, TestTensor.Longs("", shape, places));
        Array.ForEach(sizes, size => sparse.Varint(3, size));
        return sparse;
    }

    private static ProtobufWriter Function(string name, string inputs, string outputs, params ProtobufWriter[] nodes)
    {
        ProtobufWriter function = new ProtobufWriter().Text(1, name).Text(10, "own");
        Array.ForEach(inputs.Split(' '), input => function.Text(4, input));
        Array.ForEach(outputs.Split(' '), output => function.Text(5, output));
        Array.ForEach(nodes, node => function.Message(7, node));
        return function;
    }

    private static TestModel Function(this TestModel model, ProtobufWriter function) => model.Extra(new ProtobufWriter().Message(25, function));

    private static TestModel Call(this TestModel model, string name, string inputs, string output, params (string, object)[] attributes) =>
        model.Add(1, TestModel.NodeMessage(name, inputs, output, attributes).Text(7, "own"));

    private static TestModel Unknown(this TestModel model, ProtobufWriter fields)
    {
        model.Graph.Raw(fields.ToArray());
        return model.Add(13, fields);
    }

    private static ProtobufWriter Unknown() => new ProtobufWriter().Varint(900, -1).Double(901, 1).Single(902, 1).Text(903, "later").Varint(536870911, 1);

    private static float[] Floats(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);

    private static byte[] Raw(double[] numbers) => MemoryMarshal.AsBytes<float>(Floats(numbers)).ToArray();
}
