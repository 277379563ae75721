using System.Globalization;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Weights in every type and every way to write them.</summary>
public class TensorTests
{
    private static readonly double[] Numbers = [1, 2.5, -3, 0];
    private static readonly double[] Integers = [1, 2, 100, 0];

    [Theory]
    [InlineData((int)ElementType.Float)]
    [InlineData((int)ElementType.Double)]
    [InlineData((int)ElementType.Float16)]
    [InlineData((int)ElementType.BFloat16)]
    public void FloatingPointNumbersInFieldsOfTheirType(int type)
    {
        foreach (bool packed in new[] { false, true })
        {
            AssertWeights(Numbers, (ElementType)type, TestTensor.Typed("w", (ElementType)type, [4, 1], packed, Numbers));
        }
    }

    [Fact]
    public void FloatingPointNumbersAsRawBytes()
    {
        AssertWeights(Numbers, ElementType.Float, TestTensor.Raw("w", ElementType.Float, [4, 1], [.. Numbers.Select(number => (float)number)]));
        AssertWeights(Numbers, ElementType.Double, TestTensor.Raw("w", ElementType.Double, [4, 1], Numbers));
        AssertWeights(Numbers, ElementType.Float16, TestTensor.Raw("w", ElementType.Float16, [4, 1], [.. Numbers.Select(number => (Half)number)]));
        AssertWeights(Numbers, ElementType.BFloat16, TestTensor.Raw("w", ElementType.BFloat16, [4, 1], [.. Numbers.Select(number => (ushort)(BitConverter.SingleToUInt32Bits((float)number) >> 16))]));
    }

    [Theory]
    [InlineData((int)ElementType.Float16)]
    [InlineData((int)ElementType.BFloat16)]
    [InlineData((int)ElementType.Double)]
    [InlineData((int)ElementType.Int8)]
    [InlineData((int)ElementType.UInt8)]
    [InlineData((int)ElementType.Int16)]
    [InlineData((int)ElementType.UInt16)]
    [InlineData((int)ElementType.Int32)]
    [InlineData((int)ElementType.UInt32)]
    [InlineData((int)ElementType.Int64)]
    [InlineData((int)ElementType.UInt64)]
    public void NumbersOfAnyTypeAreConverted(int type)
    {
        foreach (bool packed in new[] { false, true })
        {
            OnnxNetwork network = new TestModel().Input("x", "N", 4).Tensor(TestTensor.Typed("w", (ElementType)type, [4, 1], packed, Integers))
                .Node("Cast", "w", "f", ("to", 1)).Node("MatMul", "x f", "y").Output("y", "N", 1).Import().Network();
            Assert.Equal(Integers, Weights(network));
        }
    }

    [Fact]
    public void TruthValuesAreConverted()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Tensor(TestTensor.Raw<byte>("w", ElementType.Bool, [2, 1], 1, 0))
            .Node("Cast", "w", "f", ("to", 1)).Node("MatMul", "x f", "y").Output().Import().Network();
        Assert.Equal([1, 0], Weights(network));
    }

    [Fact]
    public void NegativeIntegersAreConverted()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Tensor(TestTensor.Raw<sbyte>("w", ElementType.Int8, [2, 1], -128, 127))
            .Node("Cast", "w", "f", ("to", 1)).Node("MatMul", "x f", "y").Output().Import().Network();
        Assert.Equal([-128, 127], Weights(network));
    }

    [Theory]
    [InlineData(0x0000, 0)]
    [InlineData(0x3C00, 1)]
    [InlineData(0xC000, -2)]
    [InlineData(0x7BFF, 65504)]
    [InlineData(0x0400, 6.103515625E-05)]
    [InlineData(0x0001, 5.960464477539063E-08)]
    [InlineData(0x03FF, 6.097555160522461E-05)]
    [InlineData(0x7C00, double.PositiveInfinity)]
    [InlineData(0xFC00, double.NegativeInfinity)]
    public void HalvesAreWidenedExactly(int bits, double value) =>
        Assert.Equal((float)value, BitConverter.UInt32BitsToSingle(HalfNumbers.WidenHalf((uint)bits)));

    [Fact]
    public void EveryHalfIsWidenedAsTheRuntimeDoes()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            float actual = BitConverter.UInt32BitsToSingle(HalfNumbers.WidenHalf((uint)bits));
            Assert.True(expected.Equals(actual), bits.ToString("X4", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.1)]
    [InlineData(-65519.9)]
    [InlineData(65520.0)]
    [InlineData(1e-8)]
    [InlineData(3e-8)]
    [InlineData(5.5e-5)]
    [InlineData(2049.0)]
    [InlineData(2051.0)]
    public void NumbersAreRoundedToHalvesAsTheRuntimeDoes(double number) => Assert.Equal((float)(Half)number, HalfNumbers.RoundToHalf(number));

    [Fact]
    public void WeightsRoundedToHalvesAndBackAreThose()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 1], 0.1, 70000)
            .Node("Cast", "w", "h", ("to", 10)).Node("Cast", "h", "f", ("to", 1)).Node("MatMul", "x f", "y").Output().Import().Network();
        Assert.Equal([(double)(Half)0.1, double.PositiveInfinity], Weights(network));
    }

    [Fact]
    public void BitsOfFloatsStay()
    {
        uint[] bits = [0x7FC00001, 0xFF800001, 0x7F800000, 0x80000000, 0x00000001, 0xFFFFFFFF];
        OnnxNetwork network = new TestModel().Input("x", "N", 3).Tensor(TestTensor.Raw("w", ElementType.Float, [3, 2], bits)).Node("MatMul", "x w", "y").Output().Import().Network();
        OnnxWeights weights = ((OnnxOperation.Affine)network.Operations[0]).Weights;
        Assert.Equal([bits[0], bits[2], bits[4], bits[1], bits[3], bits[5]], weights.Singles.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void BitsOfTypedFloatsStay()
    {
        uint[] bits = [0x7FC00001, 0xFF800001];
        ProtobufWriter tensor = TestTensor.Header("w", ElementType.Float, [2, 1]).Tag(4, 5).Raw(BitConverter.GetBytes(bits[0])).Tag(4, 5).Raw(BitConverter.GetBytes(bits[1]));
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Tensor(tensor).Node("MatMul", "x w", "y").Output().Import().Network();
        Assert.Equal(bits, ((OnnxOperation.Affine)network.Operations[0]).Weights.Singles.Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void BitsOfDoublesStay()
    {
        ulong[] bits = [0x7FF0000000000001, 0x8000000000000000];
        OnnxNetwork network = new TestModel { Type = ElementType.Double }.Input("x", "N", 2).Tensor(TestTensor.Raw("w", ElementType.Double, [1, 2], bits))
            .Node("Gemm", "x w", "y", ("transB", 1)).Output("y", "N", 1).Import().Network();
        Assert.Equal(Precision.Double, network.Precision);
        Assert.Equal(bits, ((OnnxOperation.Affine)network.Operations[0]).Weights.Doubles.Select(BitConverter.DoubleToUInt64Bits));
    }

    [Theory]
    [InlineData((int)ElementType.Float, (int)Precision.Single)]
    [InlineData((int)ElementType.Float16, (int)Precision.Single)]
    [InlineData((int)ElementType.BFloat16, (int)Precision.Single)]
    [InlineData((int)ElementType.Double, (int)Precision.Double)]
    public void PrecisionIsThatOfTheInput(int type, int precision)
    {
        OnnxNetwork network = new TestModel { Type = (ElementType)type }.Input("x", "N", 2).Node("Relu", "x", "y").Output("y", "N", 2).Import().Network();
        Assert.Equal((Precision)precision, network.Precision);
    }

    [Fact]
    public void ConstantsInEveryAttribute() => new TestModel(13).Input("x", "N", 2)
        .Node("Constant", "", "a", ("value", TestTensor.Floats("", [2], 1, 2)))
        .Node("Constant", "", "b", ("value_float", 0.5f))
        .Node("Constant", "", "c", ("value_floats", new[] { 3f, 5 }))
        .Node("Constant", "", "d", ("value_ints", new[] { 0, 2 }))
        .Node("Constant", "", "e", ("value_int", 1))
        .Node("Mul", "x a", "t").Node("Mul", "t b", "u").Node("Add", "u c", "v").Node("Reshape", "v d", "w").Node("Unsqueeze", "w e", "y")
        .Output("y", "N", 1, 2).Computes([10, 20], [8, 25]);

    [Fact]
    public void ConstantOfShapeIsZerosOrWhatItSays() => new TestModel(13).Input("x", "N", 2).Integers("s", 2)
        .Node("ConstantOfShape", "s", "a").Node("ConstantOfShape", "s", "b", ("value", TestTensor.Floats("", [1], 7)))
        .Node("Add", "x a", "t").Node("Add", "t b", "y").Output("y", "N", 2).Computes([1, 2], [8, 9]);

    [Theory]
    [InlineData("Gather", "w", new[] { 5.0, 6, 1, 2 })]
    [InlineData("Concat", "w", new[] { 1.0, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6 })]
    [InlineData("Expand", "w", new[] { 1.0, 2, 3, 4, 5, 6 })]
    [InlineData("Transpose", "w", new[] { 1.0, 3, 5, 2, 4, 6 })]
    [InlineData("Squeeze", "w", new[] { 1.0, 2, 3, 4, 5, 6 })]
    public void ConstantsMayBeRearranged(string name, string operand, double[] expected)
    {
        TestModel model = new TestModel(13).Constant("w", name == "Squeeze" ? [3, 1, 2] : [3, 2], 1, 2, 3, 4, 5, 6);
        _ = name switch
        {
            "Gather" => model.Integers("i", -1, 0).Node(name, operand + " i", "c", ("axis", 0)),
            "Concat" => model.Node(name, "w w", "c", ("axis", 0)),
            "Expand" => model.Integers("i", 3, 2).Node(name, operand + " i", "c"),
            _ => model.Node(name, operand, "c"),
        };
        int[] shape = name == "Transpose" ? [2, 3] : [expected.Length / 2, 2];
        OnnxNetwork network = model.Input("x", "N", shape[1]).Node("Gemm", "x c", "y", ("transB", 1)).Output("y", "N", shape[0]).Import().Network();
        Assert.Equal(expected, Weights(network));
    }

    [Theory]
    [InlineData(10, "w s z", new[] { -1.0, 1, 254, 0 })]
    [InlineData(10, "w s", new[] { 0.0, 2, 255, 1 })]
    [InlineData(13, "w s z", new[] { -1.0, 1, 254, 0 })]
    public void BytesAreDequantizedWithOneScale(int opset, string inputs, double[] twice)
    {
        OnnxNetwork network = new TestModel(opset).Input("x", "N", 4)
            .Tensor(TestTensor.Typed("w", ElementType.UInt8, [4, 1], true, [0, 2, 255, 1])).Constant("s", [], 0.5)
            .Tensor(TestTensor.Typed("z", ElementType.UInt8, [], true, [1]))
            .Node("DequantizeLinear", inputs, "f").Node("MatMul", "x f", "y").Output("y", "N", 1).Import().Network();
        Assert.Equal(twice.Select(number => number / 2), Weights(network));
    }

    [Theory]
    [InlineData(0, new[] { 1.0, 1.5, 6, 8 })]
    [InlineData(1, new[] { 1.0, 3, 3, 8 })]
    [InlineData(-1, new[] { 1.0, 3, 3, 8 })]
    public void BytesAreDequantizedAlongAnAxis(int axis, double[] expected)
    {
        OnnxNetwork network = new TestModel(13).Input("x", "N", 2).Tensor(TestTensor.Raw<byte>("w", ElementType.UInt8, [2, 2], 130, 131, 134, 136))
            .Constant("s", [2], 0.5, 1).Tensor(TestTensor.Raw<byte>("z", ElementType.UInt8, [2], 128, 128))
            .Node("DequantizeLinear", "w s z", "f", ("axis", axis)).Node("Gemm", "x f", "y", ("transB", 1)).Output("y", "N", 2).Import().Network();
        Assert.Equal(expected, Weights(network));
    }

    [Fact]
    public void BytesAreDequantizedInBlocks()
    {
        OnnxNetwork network = new TestModel(21).Input("x", "N", 3).Tensor(TestTensor.Raw<sbyte>("w", ElementType.Int8, [2, 3], 1, 2, 3, 4, 5, 6))
            .Constant("s", [2, 2], 1, 10, 100, 1000)
            .Node("DequantizeLinear", "w s", "f", ("axis", 1), ("block_size", 2)).Node("Gemm", "x f", "y", ("transB", 1)).Output("y", "N", 2).Import().Network();
        Assert.Equal([1, 2, 30, 400, 500, 6000], Weights(network));
    }

    [Fact]
    public void NumbersBesideTheModel()
    {
        var model = new TestModel();
        model.Files["data/weights.bin"] = [9, 9, .. ProtobufWriter.Bits(1.5f), .. ProtobufWriter.Bits(-2f), 9];
        model.Input("x", "N", 2).Tensor(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "data/weights.bin"), ("offset", "2"), ("length", "8"), ("checksum", "?")))
            .Node("MatMul", "x w", "y").Output("y", "N", 1).Computes([1, 2], [-2.5]);
    }

    [Fact]
    public void FileBesideTheModelIsReadOnceAndToItsEnd()
    {
        int calls = 0;
        byte[] bytes = new TestModel().Input("x", "N", 2).Tensor(TestTensor.External("v", ElementType.Float, [2], ("location", "w")))
            .Tensor(TestTensor.External("w", ElementType.Float, [2, 1], ("location", "w"), ("offset", "0")))
            .Node("Mul", "x v", "t").Node("MatMul", "t w", "y").Output("y", "N", 1).ToBytes();
        OnnxNetwork network = OnnxImport.Read(bytes, path =>
        {
            calls++;
            Assert.Equal("w", path);
            return [.. ProtobufWriter.Bits(1f), .. ProtobufWriter.Bits(2f)];
        }).Network();
        Assert.Equal((5.0, 1), (NetworkEvaluator.Run(network, 1, 1)[0], calls));
    }

    private static void AssertWeights(double[] expected, ElementType type, ProtobufWriter tensor) => Assert.Equal(
        expected,
        Weights(new TestModel { Type = type }.Input("x", "N", 4).Tensor(tensor).Node("MatMul", "x w", "y").Output("y", "N", 1).Import().Network()));

    private static double[] Weights(OnnxNetwork network)
    {
        OnnxWeights weights = ((OnnxOperation.Affine)network.Operations[^1]).Weights;
        return [.. Enumerable.Range(0, weights.Count).Select(i => weights[i])];
    }
}
