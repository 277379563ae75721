using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>The rules of differentiation.</summary>
public class DerivativeTests
{
    public static TheoryData<string> FunctionNames => [.. Enum.GetNames<Function>()];

    [Theory]
    [MemberData(nameof(FunctionNames))]
    public void FunctionAgreesWithCentralDifferences(string name)
    {
        Expression f = new Call(Enum.Parse<Function>(name), new Variable("u"));
        Expression derivative = Derivative.Of(f, "u");
        double[] points = name switch
        {
            nameof(Function.Asin) or nameof(Function.Acos) or nameof(Function.Atanh) => [-0.7, -0.2, 0.3, 0.8],
            nameof(Function.Acosh) => [1.3, 1.9, 3.7, 12.2],
            _ => [0.3, 0.9, 1.7, 2.2],
        };
        Assert.All(points, u => Assert.InRange(
            Numerics.Error(Numerics.CentralDifference(x => f.At(("u", x)), u).Value, derivative.At(("u", u))), 0, 1e-10));
    }

    [Theory]
    [InlineData("Pow")]
    [InlineData("Atan2")]
    [InlineData("Max")]
    [InlineData("Min")]
    public void FunctionOfTwoAgreesWithCentralDifferences(string name)
    {
        Expression f = new BinaryCall(Enum.Parse<BinaryFunction>(name), new Variable("u"), new Variable("v"));
        Assert.All([(0.3, 2.2), (0.9, 0.4), (1.7, -1.5), (2.2, 0.1)], point =>
        {
            (double u, double v) = point;
            double byLeft = Derivative.Of(f, "u").At(("u", u), ("v", v));
            double byRight = Derivative.Of(f, "v").At(("u", u), ("v", v));
            Assert.InRange(Numerics.Error(Numerics.CentralDifference(x => f.At(("u", x), ("v", v)), u).Value, byLeft), 0, 1e-9);
            Assert.InRange(Numerics.Error(Numerics.CentralDifference(x => f.At(("u", u), ("v", x)), v).Value, byRight), 0, 1e-9);
        });
    }

    [Fact]
    public void PowerOfZeroHasNoSlopeInItsExponent()
    {
        Expression f = new BinaryCall(BinaryFunction.Pow, new Variable("u"), new Variable("v"));
        Assert.Equal(0, Derivative.Of(f, "v").At(("u", 0), ("v", 2)));
    }

    [Fact]
    public void SmoothExpressionAgreesWithCentralDifferences() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(RandomExpressions.Smooth, f =>
        {
            Expression derivative = Derivative.Of(f, "x");
            return new[] { -0.7, 0.4, 1.1 }.All(x =>
            {
                (double expected, double error) = Numerics.CentralDifference(at => f.At(("x", at), ("y", 0.8)), x);
                double actual = derivative.At(("x", x), ("y", 0.8));

                // Steep functions have no accurate difference quotient; the estimate says which.
                return error > 1e-6 * (1 + Math.Abs(expected)) || Math.Abs(actual - expected) <= (20 * error) + (1e-9 * (1 + Math.Abs(expected)));
            });
        }));

    [Fact]
    public void MostSmoothExpressionsHaveAnAccurateDifferenceQuotient()
    {
        Expression[] expressions = [.. RandomExpressions.Smooth.Generator.Sample(300, 60)];
        int accurate = expressions.Count(f =>
        {
            (double value, double error) = Numerics.CentralDifference(at => f.At(("x", at), ("y", 0.8)), 0.4);
            return error <= 1e-6 * (1 + Math.Abs(value));
        });
        Assert.InRange(accurate, 240, 300);
    }

    [Fact]
    public void OtherVariablesAreConstant() => Assert.Equal(0, Derivative.Of(new Call(Function.Exp, new Variable("y")), "x"));

    [Fact]
    public void ConditionsAreNotDifferentiated()
    {
        Expression x = new Variable("x");
        Expression f = new Select(new Condition(new Power(x, 2), Comparison.Less, 2), x * 3, x * 5);
        Assert.Equal("3 if x^2 < 2, else 5", FormulaWriter.Write(Derivative.Of(f, "x")));
    }
}
