using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Tests.Onnx;

namespace NeuralGen.Training.Tests.Saving.Onnx;

/// <summary>An engine of others computes what a saved network computes. Skipped where ONNX Runtime is not installed.</summary>
public sealed class OnnxRuntimeTests
{
    private static readonly double[][] Numbers = [.. new[] { -5, -3, -1.5, -0.5, 0, 0.25, 1, 2, 3, 6 }.Select(number => new[] { number, number })];

    /// <summary>ONNX Runtime has these for floats only.</summary>
    private static readonly Function[] SingleOnly =
    [
        Function.Erf, Function.Tan, Function.Asin, Function.Acos, Function.Atan, Function.Sinh, Function.Cosh, Function.Asinh, Function.Acosh, Function.Atanh,
    ];

    [Fact]
    public async Task NetworkOfSinglePrecisionComputesTheSame()
    {
        EveryLayer network = Samples.Single();
        double[][] outputs = await OnnxRuntime.Run(isDouble: false, ("EveryLayer", Samples.Bytes(network.SaveOnnx), Samples.Inputs));
        float[] expected = new float[Samples.Inputs.Length * EveryLayer.OutputSize];
        network.ForwardBatch([.. Samples.Inputs.SelectMany(input => input).Select(number => (float)number)], expected);
        Assert.All(outputs[0].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Fact]
    public async Task NetworkOfDoublePrecisionComputesTheSame()
    {
        EveryLayerInDouble network = Samples.Double();
        double[][] outputs = await OnnxRuntime.Run(isDouble: true, ("EveryLayerInDouble", Samples.Bytes(network.SaveOnnx), Samples.Inputs));
        double[] expected = new double[Samples.Inputs.Length * EveryLayerInDouble.OutputSize];
        network.ForwardBatch([.. Samples.Inputs.SelectMany(input => input)], expected);
        Assert.All(outputs[0].Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-10));
    }

    [Fact]
    public async Task EveryActivationOfSinglePrecisionComputesTheSame() =>
        await Compare(isDouble: false, 1e-5, [.. Activations().Where(kind => kind <= ActivationKind.Softmax).Select(Layer)]);

    [Fact]
    public async Task EveryActivationOfDoublePrecisionComputesTheSame() =>
        await Compare(isDouble: true, 1e-10, [.. Activations().Where(kind => kind != ActivationKind.GELU).Select(Layer)]);

    [Fact]
    public async Task EveryFunctionOfSinglePrecisionComputesTheSame() => await Compare(isDouble: false, 1e-5, [.. Functions().Select(Layer)]);

    [Fact]
    public async Task EveryFunctionOfDoublePrecisionComputesTheSame() =>
        await Compare(isDouble: true, 1e-10, [.. Functions().Where(HasDouble).Select(Layer)]);

    /// <summary>Atan2 is written with Atan.</summary>
    private static bool HasDouble(Expression function) =>
        function is not BinaryCall { Function: BinaryFunction.Atan2 } && !SingleOnly.Any(single => ExpressionTree.Contains(function, single));

    private static async Task Compare(bool isDouble, double tolerance, DenseDeclaration[] layers)
    {
        (string Name, byte[] File, double[][] Inputs)[] models = [.. layers.Select(layer => (layer.ToString(), Save(layer), Numbers))];
        double[][] outputs = await OnnxRuntime.Run(isDouble, models);
        Assert.All(models.Zip(outputs), pair =>
        {
            double[] expected = [.. pair.First.Inputs.SelectMany(input => NetworkEvaluator.Run(SavedModel.Import(pair.First.File), input))];
            Assert.All(expected.Zip(pair.Second), numbers =>
                Assert.True(Math.Abs(numbers.First - numbers.Second) <= tolerance * Math.Max(1, Math.Abs(numbers.First)), $"{pair.First.Name}: {numbers.Second:R} instead of {numbers.First:R}"));
        });

        byte[] Save(DenseDeclaration layer) =>
            isDouble ? PlannedNetwork.Save<double>(2, [layer], new Random(3)).File : PlannedNetwork.Save<float>(2, [layer], new Random(3)).File;
    }

    private static IEnumerable<ActivationKind> Activations() => Enum.GetValues<ActivationKind>();

    /// <summary>Each function of an argument for which it is finite.</summary>
    private static IEnumerable<Expression> Functions()
    {
        Expression small = 0.1 * new Call(Function.Tanh, new Variable("z"));
        foreach (Function function in Enum.GetValues<Function>())
        {
            yield return new Call(function, function == Function.Acosh ? 2 + small : function is Function.Log or Function.Sqrt ? 1 + small : small);
        }

        foreach (BinaryFunction function in Enum.GetValues<BinaryFunction>())
        {
            yield return new BinaryCall(function, 1 + small, new Variable("z"));
        }

        foreach (Comparison comparison in Enum.GetValues<Comparison>())
        {
            yield return new Select(new Condition(small, comparison, 0.02), -small, new Power(1 + small, -3) / (2 + small));
        }

        yield return 0.75;
    }

    private static DenseDeclaration Layer(ActivationKind kind) => new(3, kind, null, true, InitializerKind.Default);

    private static DenseDeclaration Layer(Expression custom) => Layer(ActivationKind.Identity) with { CustomActivation = custom };
}
