using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Activations that an exporter has taken apart become one function again.</summary>
public class DecomposedTests
{
    private static readonly double[] Points = [-4, -2.5, -1, -0.3, 0, 0.2, 0.5, 1, 2.75, 5];

    public static TheoryData<string, int> Forms() => new()
    {
        // Each node: operator, inputs, output. Constants are named by their values.
        { "Div x 1.4142135 a; Erf a b; Add b 1 c; Mul x c d; Mul d 0.5 y", (int)ActivationKind.GELU },
        { "Mul x 0.70710677 a; Erf a b; Add 1 b c; Mul 0.5 x d; Mul d c y", (int)ActivationKind.GELU },
        { "Pow x 3 a; Mul a 0.044715 b; Add x b c; Mul c 0.7978846 d; Tanh d e; Add e 1 f; Mul x 0.5 g; Mul g f y", (int)ActivationKind.GELUTanh },
        { "Mul x x s; Mul s x a; Mul 0.044715 a b; Add b x c; Mul 0.7978846 c d; Tanh d e; Add 1 e f; Mul x f g; Mul 0.5 g y", (int)ActivationKind.GELUTanh },
        { "Sigmoid x a; Mul x a y", (int)ActivationKind.SiLU },
        { "Sigmoid x a; Mul a x y", (int)ActivationKind.SiLU },
        { "Neg x a; Exp a b; Add b 1 c; Div x c y", (int)ActivationKind.SiLU },
        { "Neg x a; Exp a b; Add b 1 c; Reciprocal c y", (int)ActivationKind.Sigmoid },
        { "Exp x a; Add a 1 b; Log b y", (int)ActivationKind.Softplus },
        { "Exp x a; Add 1 a b; Log b y", (int)ActivationKind.Softplus },
        { "Softplus x a; Tanh a b; Mul x b y", (int)ActivationKind.Mish },
        { "Exp x a; Add a 1 b; Log b c; Tanh c d; Mul d x y", (int)ActivationKind.Mish },
        { "Abs x a; Add a 1 b; Div x b y", (int)ActivationKind.Softsign },
        { "Max x 0 y", (int)ActivationKind.ReLU },
        { "Max 0 x y", (int)ActivationKind.ReLU },
        { "Clip x 0 y", (int)ActivationKind.ReLU },
        { "HardSigmoid x a; Mul x a y", -1 },
        { "Add x 3 a; Clip a 0 6 b; Div b 6 c; Mul x c y", (int)ActivationKind.HardSwish },
        { "Add x 3 a; Clip a 0 6 b; Mul x b c; Div c 6 y", (int)ActivationKind.HardSwish },
        { "Add x 3 a; Clip a 0 6 b; Div b 6 y", (int)ActivationKind.HardSigmoid },
        { "Add x 3 a; Max a 0 b; Min b 6 c; Mul c 0.16666667 y", (int)ActivationKind.HardSigmoid },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void FormBecomesOneFunction(string form, int kind)
    {
        OnnxNetwork network = Model(form).Output("y", "N", Points.Length).Computes(Points, Expected(kind), 2e-7);
        var function = Assert.IsType<OnnxOperation.Elementwise>(Assert.Single(network.Operations));
        Assert.Equal(["z"], function.Variables);
        Assert.Equal(form.Split("; ").Select(node => node.Split(' ')[0]).Distinct().Order(), function.Nodes.Select(node => node.Operator).Order());
    }

    [Theory]
    [InlineData("Sigmoid x a; Mul x a y", (int)ActivationKind.SiLU)]
    [InlineData("Exp x a; Add a 1 b; Log b y", (int)ActivationKind.Softplus)]
    [InlineData("Softplus x a; Tanh a b; Mul x b y", (int)ActivationKind.Mish)]
    [InlineData("Abs x a; Add a 1 b; Div x b y", (int)ActivationKind.Softsign)]
    [InlineData("Max x 0 y", (int)ActivationKind.ReLU)]
    [InlineData("Clip x 0 y", (int)ActivationKind.ReLU)]
    public void FormBecomesTheContractsExpression(string form, int kind)
    {
        OnnxNetwork network = Model(form).Output().Import().Network();
        Assert.Equal(Activations.Of((ActivationKind)kind, null), ((OnnxOperation.Elementwise)network.Operations[0]).Expression);
    }

    [Fact]
    public void SoftplusTakenApartStaysFinite() =>
        Model("Exp x a; Add a 1 b; Log b y", 1).Output().Computes([800], [800]);

    [Fact]
    public void LongChainsBecomeSeveralFunctions()
    {
        // Composed into one, each step would double the expression.
        const int Length = 60;
        var model = new TestModel();
        model.Input("x0", "N", 1);
        double expected = 0.75;
        for (int i = 0; i < Length; i++)
        {
            model.Node("Sigmoid", $"x{i}", $"s{i}").Node("Mul", $"x{i} s{i}", $"x{i + 1}");
            expected /= 1 + Math.Exp(-expected);
        }

        OnnxNetwork network = model.Output($"x{Length}").Computes([0.75], [expected]);
        Assert.InRange(network.Operations.Count, 2, Length);
    }

    [Theory]
    [InlineData("Neg", 0.75)]
    [InlineData("Sum", 0.75)]
    [InlineData("Identity", 0.75)]
    [InlineData("Unsqueeze", 0.75)]
    public void DeepGraphsNeedNoDeepStack(string name, double expected)
    {
        const int Length = 20_000;
        var model = new TestModel();
        model.Input("x0", "N", 1).Integers("axes", 1);
        for (int i = 0; i < Length; i++)
        {
            // Each axis that is inserted is removed again.
            string operation = name == "Unsqueeze" && i % 2 == 1 ? "Squeeze" : name;
            model.Node(operation, name == "Unsqueeze" ? $"x{i} axes" : $"x{i}", $"x{i + 1}");
        }

        model.Output($"x{Length}").Computes([0.75], [expected]);
    }

    [Fact]
    public void ValueThatALayerReadsTooIsComputedOnce()
    {
        OnnxNetwork network = new TestModel().Input("x", "N", 2).Constant("w", [2, 2], 1, 2, 3, 4)
            .Node("Relu", "x", "h").Node("MatMul", "h w", "p").Node("Tanh", "h", "t").Node("Add", "p t", "y").Output("y", "N", 2)
            .Computes([1, -1], [1 + Math.Tanh(1), 2]);
        Assert.Equal(["Elementwise", "Affine", "Elementwise", "Add"], network.Operations.Select(operation => operation.GetType().Name));
    }

    private static TestModel Model(string form, int size = 10)
    {
        var model = new TestModel(15);
        model.Input("x", "N", size);
        var constants = new HashSet<string>();
        foreach (string[] node in form.Split("; ").Select(node => node.Split(' ')))
        {
            foreach (string operand in node.Where(operand => double.TryParse(operand, System.Globalization.CultureInfo.InvariantCulture, out _)).Where(constants.Add))
            {
                model.Constant(operand, [], double.Parse(operand, System.Globalization.CultureInfo.InvariantCulture));
            }

            model.Node(node[0], string.Join(' ', node[1..^1]), node[^1]);
        }

        return model;
    }

    private static double[] Expected(int kind) => [.. Points.Select(z => kind < 0
        ? z * Math.Clamp((0.2f * z) + 0.5, 0, 1)
        : Evaluator.Evaluate(Activations.Of((ActivationKind)kind, null), new Dictionary<string, double> { ["z"] = z }))];
}
