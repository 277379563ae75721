using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>The logistic function of -u keeps its digits where u is large, and its sum with that of u is 1.</summary>
public class LogisticTests
{
    private static readonly Expression Z = new Variable("z");
    private static readonly Expression Y = new Variable("y");

    private static Expression Mirrored => new Call(Function.Sigmoid, -Z);

    public static TheoryData<string> Names => [.. Forms.Keys];

    /// <summary>All are the logistic function of -z.</summary>
    private static Dictionary<string, Expression> Forms { get; } = new()
    {
        ["sigmoid(-z)"] = new Call(Function.Sigmoid, -Z),
        ["1 / (1 + exp(z))"] = 1 / (1 + new Call(Function.Exp, Z)),
        ["exp(-z) / (1 + exp(-z))"] = new Call(Function.Exp, -Z) / (1 + new Call(Function.Exp, -Z)),
        ["exp(-z) sigmoid(z)"] = new Call(Function.Exp, -Z) * new Call(Function.Sigmoid, Z),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Form_keeps_its_digits(string name) => Assert.Equal("sigmoid(-z)", FormulaWriter.Write(Simplifier.Simplify(Forms[name])));

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(300)]
    public void Value_is_exact_where_z_is_large(double z) => Assert.Equal(
        1,
        Evaluator.Evaluate(Simplifier.Simplify(Forms["1 / (1 + exp(z))"]), new Dictionary<string, double> { ["z"] = z }) * (1 + Math.Exp(z)),
        1e-14);

    [Fact]
    public void Both_together_are_one() => Assert.Equal(new Constant(1), Simplifier.Simplify(new Call(Function.Sigmoid, Z) + Mirrored));

    [Fact]
    public void Both_weighted_are_the_error_of_a_binary_cross_entropy() =>
        Assert.Equal(Simplifier.Simplify(new Call(Function.Sigmoid, Z) - Y), Simplifier.Simplify(((1 - Y) * new Call(Function.Sigmoid, Z)) - (Y * Mirrored)));

    [Fact]
    public void Logarithm_of_the_mirrored_function_is_a_softplus() =>
        Assert.Equal(Simplifier.Simplify(-new Call(Function.Softplus, Z)), Simplifier.Simplify(new Call(Function.Log, Mirrored)));
}
