using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Layers;
using NeuralGen.Compiler.Planning;
using NeuralGen.Compiler.Tests.Calculus;
using NeuralGen.Compiler.Tests.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Saving;

/// <summary>Functions as the operators that a network saves itself with: which they are, and that they compute the same.</summary>
public class OnnxPlannerTests
{
    private static readonly Expression Z = new Variable("z");
    private static readonly double[] Points = [-7, -3.5, -3, -2.5, -1, -0.5, -1e-3, 0, 1e-3, 0.2, 1, 2.75, 3, 4, 9];
    private static readonly (double X, double Y)[] Pairs = [(0.37, -1.21), (-0.83, 0.59), (1.73, 2.41), (-2.9, -0.17), (0.0625, 3.5)];

    public static TheoryData<int, double?, string, string> Activations() => new()
    {
        { (int)ActivationKind.Identity, null, "", "" },
        { (int)ActivationKind.Sigmoid, null, "Sigmoid", "Sigmoid" },
        { (int)ActivationKind.Tanh, null, "Tanh", "Tanh" },
        { (int)ActivationKind.ReLU, null, "Relu", "Relu" },
        { (int)ActivationKind.LeakyReLU, null, "LeakyRelu", "LessOrEqual Mul Where" },
        { (int)ActivationKind.LeakyReLU, 0.2, "LeakyRelu", "LessOrEqual Mul Where" },
        { (int)ActivationKind.ELU, null, "Elu", "LessOrEqual Exp Sub Where" },
        { (int)ActivationKind.ELU, 0.7, "Elu", "LessOrEqual Exp Sub Mul Where" },
        { (int)ActivationKind.SELU, null, "Selu", "LessOrEqual Exp Sub Mul Mul Where" },
        { (int)ActivationKind.GELU, null, "Mul Mul Erf Add Mul", "Mul Mul Erf Add Mul" },
        { (int)ActivationKind.GELUTanh, null, "Mul Pow Mul Add Mul Tanh Add Mul", "Mul Pow Mul Add Mul Tanh Add Mul" },
        { (int)ActivationKind.SiLU, null, "Sigmoid Mul", "Neg Exp Add Div" },
        { (int)ActivationKind.Softplus, null, "Softplus", "Relu Abs Neg Exp Add Log Add" },
        { (int)ActivationKind.Softsign, null, "Softsign", "Abs Add Div" },
        { (int)ActivationKind.HardSigmoid, null, "HardSigmoid", "LessOrEqual Greater Mul Add Where Where" },
        { (int)ActivationKind.HardSwish, null, "HardSigmoid Mul", "LessOrEqual Greater Mul Add Mul Where Where" },
        { (int)ActivationKind.Mish, null, "Softplus Tanh Mul", "Relu Abs Neg Exp Add Log Add Tanh Mul" },
        { (int)ActivationKind.Softmax, null, "Softmax", "Softmax" },
    };

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_becomes_these_operators(int kind, double? alpha, string single, string inDouble)
    {
        DenseDeclaration layer = PlannedModel.Layer((ActivationKind)kind, alpha);
        Assert.Equal((single, inDouble), (PlannedModel.Operators(layer, Precision.Single), PlannedModel.Operators(layer, Precision.Double)));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_is_recognised_again(int kind, double? alpha, string single, string inDouble)
    {
        Assert.NotNull(single + inDouble);
        DenseDeclaration layer = PlannedModel.Layer((ActivationKind)kind, alpha) with { Bias = false };
        Assert.Equal([layer, layer], new[] { Precision.Single, Precision.Double }.Select(precision =>
            Assert.Single(NetworkLayers.Read(PlannedModel.Import(layer, precision), out _)!.Value).Declaration));
    }

    public static TheoryData<string> Functions() => [.. Enum.GetNames<Function>()];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_computes_the_same(string name) => AssertSame(new Call(Enum.Parse<Function>(name), Z) * 0.5);

    public static TheoryData<string> BinaryFunctions() => [.. Enum.GetNames<BinaryFunction>()];

    [Theory]
    [MemberData(nameof(BinaryFunctions))]
    public void Every_function_of_two_arguments_computes_the_same(string name) =>
        AssertSame(new BinaryCall(Enum.Parse<BinaryFunction>(name), new Call(Function.Cos, Z), new Call(Function.Sin, Z)));

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(0, -2, Math.PI)]
    [InlineData(2, 0, Math.PI / 2)]
    [InlineData(-2, 0, -Math.PI / 2)]
    [InlineData(0, 0, 0)]
    [InlineData(-1, -1, -3 * Math.PI / 4)]
    public void Angle_of_a_point(double y, double x, double angle) =>
        Assert.Equal(angle, Run(new BinaryCall(BinaryFunction.Atan2, new Variable("y"), new Variable("x")), x, y), 1e-15);

    [Theory]
    [InlineData(1, double.PositiveInfinity, 0)]
    [InlineData(1, double.NegativeInfinity, Math.PI)]
    [InlineData(double.NegativeInfinity, 1, -Math.PI / 2)]
    [InlineData(double.NaN, 0, double.NaN)]
    [InlineData(0, double.NaN, double.NaN)]
    public void Angle_of_a_point_that_is_not_finite(double y, double x, double angle) => Assert.Equal(
        angle,
        Evaluator.Evaluate(OnnxForms.Angle(new Variable("y"), new Variable("x")), new Dictionary<string, double> { ["x"] = x, ["y"] = y }),
        1e-15);

    [Theory]
    [InlineData(Comparison.Less)]
    [InlineData(Comparison.LessOrEqual)]
    [InlineData(Comparison.Greater)]
    [InlineData(Comparison.GreaterOrEqual)]
    [InlineData(Comparison.Equal)]
    [InlineData(Comparison.NotEqual)]
    internal void Comparison_chooses_the_same(Comparison comparison) =>
        Assert.Equal(
            new double[] { -1, 0, 1 }.Select(x => Evaluator.Holds(x, comparison, 0) ? 2.0 : 3.0),
            new double[] { -1, 0, 1 }.Select(x => Run(new Select(new Condition(new Variable("x"), comparison, 0), 2, 3), x, 0)));

    [Fact]
    public void Softplus_in_double_precision_is_finite_for_large_numbers()
    {
        OnnxNetwork network = PlannedModel.Import(new Call(Function.Softplus, new Variable("x")), Precision.Double);
        Assert.Equal([1000, 0], new double[] { 1000, -1000 }.Select(x => NetworkEvaluator.Run(network, x, 0)[0]));
    }

    /// <summary>A number by itself has no axis for the batch.</summary>
    [Fact]
    public void Constant_function_has_the_shape_of_the_batch()
    {
        OnnxNetwork network = PlannedModel.Import(PlannedModel.Layer((Expression)0.75), Precision.Double);
        Assert.Equal([0.75, 0.75], NetworkEvaluator.RunBatch(network, [1, double.NaN]));
    }

    [Fact]
    public void Equal_parts_are_computed_once()
    {
        Expression shared = new Call(Function.Exp, Z);
        Assert.Equal("Exp Sin Add", PlannedModel.Operators(PlannedModel.Layer(shared + new Call(Function.Sin, shared)), Precision.Single));
    }

    /// <summary>Of an expression that is planned in double precision and imported, the value stays.</summary>
    [Fact]
    public void Random_expressions_compute_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(RandomExpressions.All, expression =>
        {
            OnnxNetwork network;
            try
            {
                network = PlannedModel.Import(expression, Precision.Double);
            }
            catch (Xunit.Sdk.FailException refusal) when (refusal.Message.Contains("infinite or none") || refusal.Message.Contains("finite numbers are supported"))
            {
                // The importer takes no constants that are not finite, which a random expression may have.
                return;
            }

            Assert.All(Pairs, pair =>
            {
                (double value, double error) = RoundingAnalysis.Evaluate(expression, pair.X, pair.Y);
                double actual = NetworkEvaluator.Run(network, pair.X, pair.Y)[0];
                bool isReliable = double.IsFinite(value) && error <= 1e-6 * (1 + Math.Abs(value));
                Assert.True(!isReliable || Math.Abs(value - actual) <= 1e-5 * (1 + Math.Abs(value)), $"{RandomExpressions.Text(expression)} at {pair} is {actual:R}, not {value:R}.");
            });
        }));

    private static void AssertSame(Expression function)
    {
        foreach ((Precision precision, double tolerance) in new[] { (Precision.Single, 5e-6), (Precision.Double, 1e-12) })
        {
            OnnxNetwork network = PlannedModel.Import(PlannedModel.Layer(function), precision);
            Assert.All(Points, z =>
            {
                double expected = Evaluator.Evaluate(function, new Dictionary<string, double> { ["z"] = z });
                Assert.Equal(expected, NetworkEvaluator.Run(network, z)[0], tolerance * Math.Max(1, Math.Abs(double.IsFinite(expected) ? expected : 1)));
            });
        }
    }

    private static double Run(Expression expression, double x, double y) => NetworkEvaluator.Run(PlannedModel.Import(expression, Precision.Double), x, y)[0];
}
