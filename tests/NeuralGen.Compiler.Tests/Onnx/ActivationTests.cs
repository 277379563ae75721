using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Activations as single operators: their values, and the expressions that NeuralGen itself uses.</summary>
public class ActivationTests
{
    private static readonly double[] Points = [-4, -2.5, -1, -0.3, 0, 0.2, 0.5, 1, 2.75, 5];

    private static readonly (string Name, int Opset, (string, object)[] Attributes, Func<double, double> Function)[] Cases =
    [
        ("Relu", 7, [], z => Math.Max(z, 0)),
        ("LeakyRelu", 7, [], z => z < 0 ? 0.01 * z : z),
        ("LeakyRelu", 16, [("alpha", 0.25f)], z => z < 0 ? 0.25 * z : z),
        ("Elu", 7, [], z => z < 0 ? Math.Exp(z) - 1 : z),
        ("Elu", 22, [("alpha", 2f)], z => z < 0 ? 2 * (Math.Exp(z) - 1) : z),
        ("Selu", 7, [], z => 1.0507009873554805 * (z < 0 ? 1.6732632423543772 * (Math.Exp(z) - 1) : z)),
        ("Selu", 22, [("alpha", 2f), ("gamma", 3f)], z => 3 * (z < 0 ? 2 * (Math.Exp(z) - 1) : z)),
        ("Celu", 12, [], z => z < 0 ? Math.Exp(z) - 1 : z),
        ("Celu", 12, [("alpha", 2f)], z => z < 0 ? 2 * (Math.Exp(z / 2) - 1) : z),
        ("Gelu", 20, [], z => 0.5 * z * (1 + Erf(z / Math.Sqrt(2)))),
        ("Gelu", 20, [("approximate", "none")], z => 0.5 * z * (1 + Erf(z / Math.Sqrt(2)))),
        ("Gelu", 20, [("approximate", "tanh")], z => 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z))))),
        ("Sigmoid", 7, [], Logistic),
        ("Tanh", 7, [], Math.Tanh),
        ("Softplus", 7, [], z => Math.Log(1 + Math.Exp(z))),
        ("Softsign", 7, [], z => z / (1 + Math.Abs(z))),
        ("HardSigmoid", 7, [], z => Math.Clamp((0.2f * z) + 0.5, 0, 1)),
        ("HardSigmoid", 22, [("alpha", 0.5f), ("beta", 0.25f)], z => Math.Clamp((0.5 * z) + 0.25, 0, 1)),
        ("HardSigmoid", 22, [("alpha", 1 / 6f), ("beta", 0.5f)], z => Math.Clamp((z / 6) + 0.5, 0, 1)),
        ("HardSwish", 14, [], z => z * Math.Clamp((z / 6) + 0.5, 0, 1)),
        ("Mish", 18, [], z => z * Math.Tanh(Math.Log(1 + Math.Exp(z)))),
        ("Swish", 24, [], z => z * Logistic(z)),
        ("Swish", 24, [("alpha", 2f)], z => z * Logistic(2 * z)),
        ("ThresholdedRelu", 10, [], z => z > 1 ? z : 0),
        ("ThresholdedRelu", 22, [("alpha", 0.25f)], z => z > 0.25 ? z : 0),
        ("Shrink", 9, [("bias", 0.125f), ("lambd", 1f)], z => z < -1 ? z + 0.125 : z > 1 ? z - 0.125 : 0),
        ("Clip", 7, [], z => z),
        ("Clip", 10, [("min", -1f)], z => Math.Max(z, -1)),
        ("Clip", 10, [("max", 2f)], z => Math.Min(z, 2)),
        ("Clip", 7, [("min", 0f), ("max", 2f)], z => Math.Clamp(z, 0, 2)),
        ("Clip", 7, [("min", float.MinValue), ("max", float.MaxValue)], z => z),
        ("Clip", 7, [("min", 3f), ("max", 2f)], _ => 2),
        ("Neg", 13, [], z => -z),
        ("Abs", 13, [], Math.Abs),
        ("Exp", 13, [], Math.Exp),
        ("Erf", 13, [], Erf),
        ("Sign", 13, [], z => Math.Sign(z)),
        ("Sin", 7, [], Math.Sin),
        ("Cos", 7, [], Math.Cos),
        ("Tan", 7, [], Math.Tan),
        ("Atan", 7, [], Math.Atan),
        ("Sinh", 9, [], Math.Sinh),
        ("Cosh", 9, [], Math.Cosh),
        ("Asinh", 9, [], Math.Asinh),
    ];

    public static TheoryData<int> Indices() => [.. Enumerable.Range(0, Cases.Length)];

    public static TheoryData<string, int, int> Contract() => new()
    {
        { "Relu", 14, (int)ActivationKind.ReLU },
        { "Sigmoid", 13, (int)ActivationKind.Sigmoid },
        { "Tanh", 13, (int)ActivationKind.Tanh },
        { "LeakyRelu", 16, (int)ActivationKind.LeakyReLU },
        { "Elu", 6, (int)ActivationKind.ELU },
        { "Selu", 6, (int)ActivationKind.SELU },
        { "Gelu", 20, (int)ActivationKind.GELU },
        { "Swish", 24, (int)ActivationKind.SiLU },
        { "Softplus", 7, (int)ActivationKind.Softplus },
        { "Softsign", 7, (int)ActivationKind.Softsign },
        { "HardSwish", 14, (int)ActivationKind.HardSwish },
        { "Mish", 18, (int)ActivationKind.Mish },
    };

    [Theory]
    [MemberData(nameof(Indices))]
    public void ValueIsRight(int index)
    {
        (string name, int opset, (string, object)[] attributes, Func<double, double> function) = Cases[index];
        new TestModel(opset).Input("x", "N", Points.Length).Node(name, "x", "y", attributes).Output("y", "N", Points.Length)
            .Computes(Points, [.. Points.Select(function)]);
    }

    [Theory]
    [InlineData("Log", 0)]
    [InlineData("Sqrt", 1)]
    [InlineData("Reciprocal", 2)]
    [InlineData("Acosh", 3)]
    public void ValueOfAFunctionOfPositiveNumbersIsRight(string name, int function)
    {
        double[] points = [1, 1.5, 4, 10];
        Func<double, double>[] functions = [Math.Log, Math.Sqrt, z => 1 / z, Math.Acosh];
        new TestModel().Input("x", "N", 4).Node(name, "x", "y").Output("y").Computes(points, [.. points.Select(functions[function])]);
    }

    [Theory]
    [InlineData("Asin", 0)]
    [InlineData("Acos", 1)]
    [InlineData("Atanh", 2)]
    public void ValueOfAFunctionOfSmallNumbersIsRight(string name, int function)
    {
        double[] points = [-0.75, 0, 0.125, 0.5];
        Func<double, double>[] functions = [Math.Asin, Math.Acos, Math.Atanh];
        new TestModel().Input("x", "N", 4).Node(name, "x", "y").Output("y").Computes(points, [.. points.Select(functions[function])]);
    }

    [Theory]
    [MemberData(nameof(Contract))]
    public void ExpressionIsThatOfTheContract(string name, int opset, int kind)
    {
        OnnxNetwork network = new TestModel(opset).Input("x", "N", 2).Node(name, "x", "y").Output("y").Import().Network();
        var function = Assert.IsType<OnnxOperation.Elementwise>(Assert.Single(network.Operations));
        double? alpha = name == "LeakyRelu" ? 0.01 : null;
        Assert.Equal(Activations.Of((ActivationKind)kind, alpha), function.Expression);
    }

    [Theory]
    [InlineData("x low high", -1, 2)]
    [InlineData("x low", -1, double.MaxValue)]
    [InlineData("x - high", double.MinValue, 2)]
    [InlineData("x low -", -1, double.MaxValue)]
    [InlineData("x", double.MinValue, double.MaxValue)]
    public void BoundsOfClipAreInputsFromOpset11On(string inputs, double low, double high) => new TestModel(13)
        .Input("x", "N", Points.Length).Constant("low", [], -1).Constant("high", [1], 2).Node("Clip", inputs, "y").Output("y")
        .Computes(Points, [.. Points.Select(z => Math.Clamp(z, low, high))]);

    [Theory]
    [InlineData(new long[0], new[] { 0.5 })]
    [InlineData(new long[] { 1 }, new[] { 0.5 })]
    [InlineData(new long[] { 2 }, new[] { 0.5, 0.25 })]
    [InlineData(new long[] { 1, 2 }, new[] { 0.5, 0.25 })]
    public void SlopeOfPReluIsOneNumberOrOnePerChannel(long[] shape, double[] slope) => new TestModel(16)
        .Input("x", "N", 2).Constant("s", shape, slope).Node("PRelu", "x s", "y").Output("y")
        .Computes([-1, -2, 3, 4], [-slope[0], -2 * slope[^1], 3, 4]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(2.5)]
    public void PowerWithAConstantExponent(double exponent) => new TestModel(15)
        .Input("x", "N", 3).Constant("e", [], exponent).Node("Pow", "x e", "y").Output("y")
        .Computes([0.5, 1, 4], [Math.Pow(0.5, exponent), 1, Math.Pow(4, exponent)]);

    [Fact]
    public void PowerWithAnIntegerExponent() => new TestModel(15)
        .Input("x", "N", 2).Tensor(TestTensor.Longs("e", [], 3)).Node("Pow", "x e", "y").Output("y").Computes([-2, 3], [-8, 27]);

    [Fact]
    public void PowerOfAConstant() => new TestModel(15)
        .Input("x", "N", 2).Constant("b", [], 2).Node("Pow", "b x", "y").Output("y").Computes([-2, 3], [0.25, 8]);

    [Theory]
    [InlineData("Max", "x c", new[] { 1.0, 3 })]
    [InlineData("Max", "c x", new[] { 1.0, 3 })]
    [InlineData("Min", "x c", new[] { -2.0, 1 })]
    [InlineData("Max", "x v", new[] { 2.0, 3 })]
    [InlineData("Min", "v x", new[] { -2.0, -5 })]
    [InlineData("Max", "x c v", new[] { 2.0, 3 })]
    [InlineData("Max", "x", new[] { -2.0, 3 })]
    public void GreatestAndLeastWithConstants(string name, string operands, double[] expected) => new TestModel(13)
        .Input("x", "N", 2).Constant("c", [], 1).Constant("v", [2], 2, -5).Node(name, operands, "y").Output("y")
        .Computes([-2, 3], expected);

    [Theory]
    [InlineData("Relu", "x")]
    [InlineData("Clip", "x low")]
    [InlineData("Clip", "x - high")]
    [InlineData("Clip", "x low high")]
    [InlineData("Min", "x high")]
    [InlineData("HardSigmoid", "x")]
    [InlineData("HardSwish", "x")]
    [InlineData("Softsign", "x")]
    public void NotANumberStaysNone(string name, string inputs) => new TestModel()
        .Input("x", "N", 1).Constant("low", [], -1).Constant("high", [], 2).Node(name, inputs, "y").Output("y").Computes([double.NaN], [double.NaN]);

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    private static double Erf(double z) => Evaluator.Apply(Function.Erf, z);
}
