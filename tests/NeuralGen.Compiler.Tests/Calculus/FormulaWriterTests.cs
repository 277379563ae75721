using System.Globalization;
using NeuralGen.Compiler.Calculus;
using Xunit;

namespace NeuralGen.Compiler.Tests.Calculus;

/// <summary>Formulas mean what the expression means, read with the usual precedence.</summary>
public class FormulaWriterTests
{
    private static readonly Expression A = new Variable("a");
    private static readonly Expression B = new Variable("b");

    [Fact]
    public void DifferenceOfASum() => AssertFormula("a - (a + b)", A - (A + B));

    [Fact]
    public void NegatedSum() => AssertFormula("-(a + b)", -(A + B));

    [Fact]
    public void SumOfNegatives() => AssertFormula("-a - b", (-A) + (-B));

    [Fact]
    public void NegativeNumberAlone() => AssertFormula("-2", -2);

    [Fact]
    public void SumOfNegativeNumberAndNegative() => AssertFormula("-a - 2", new Constant(-2) + (-A));

    [Fact]
    public void ProductWithANegativeNumber() => AssertFormula("-2 a", new Constant(-2) * A);

    [Fact]
    public void ProductWithANegativeNumberInside() => AssertFormula("a (-2)", A * -2);

    [Fact]
    public void PowerOfANegativeNumber() => AssertFormula("(-2)^3", new Power(-2, 3));

    [Fact]
    public void PowerOfAFraction() => AssertFormula("(1/3)^2", new Power(1.0 / 3, 2));

    [Fact]
    public void PowerOfAProduct() => AssertFormula("(a b)^2", new Power(A * B, 2));

    [Fact]
    public void PowerOfASum() => AssertFormula("(a - b)^2", new Power(A - B, 2));

    [Fact]
    public void PowerOfAPower() => AssertFormula("(a^2)^3", new Power(new Power(A, 2), 3));

    [Fact]
    public void PowerOfATensorOfALayer() => AssertFormula("(a^12)^2", new Power(new Variable("a12"), 2));

    [Fact]
    public void TensorOfALayerInAProduct() => AssertFormula("a^1 (1 - a^1)", new Variable("a1") * (1 - new Variable("a1")));

    [Fact]
    public void Quotient() => AssertFormula("a / b", A / B);

    [Fact]
    public void QuotientOfSums() => AssertFormula("(a + b) / (a - b)", (A + B) / (A - B));

    [Fact]
    public void QuotientOfAProduct() => AssertFormula("a / (a b)", A / (A * B));

    [Fact]
    public void QuotientWithTwoDenominators() => AssertFormula("1 / (a b^2)", new Power(A, -1) * new Power(B, -2));

    [Fact]
    public void QuotientInADifference() => AssertFormula("a - 1 / b", A - new Power(B, -1));

    [Fact]
    public void PowerOfAQuotient() => AssertFormula("(1 / a)^2", new Power(new Power(A, -1), 2));

    [Fact]
    public void FractionInAProduct() => AssertFormula("(1/6) a", new Constant(1.0 / 6) * A);

    [Fact]
    public void NegativeFractionInASum() => AssertFormula("b - (1/6) a", (new Constant(-1.0 / 6) * A) + B);

    [Fact]
    public void FractionWithARoundingErrorIsAFraction() => AssertFormula("1/2", Math.Sqrt(0.5) * Math.Sqrt(0.5));

    [Fact]
    public void NumberNextToAFractionIsNone() => AssertFormula("0.500001", 0.500001);

    [Fact]
    public void DecimalNumber() => AssertFormula("0.01", 0.01);

    [Fact]
    public void LargeNumber() => AssertFormula("1E+20", 1e20);

    [Fact]
    public void NumberFirstBesideAFunction() => AssertFormula("1 + |a|", new Call(Function.Abs, A) + 1);

    [Fact]
    public void NumberLastBesideAVariable() => AssertFormula("a + 1", 1 + A);

    [Fact]
    public void MagnitudeOfAMagnitude() => AssertFormula("abs(|a| - 1)", new Call(Function.Abs, new Call(Function.Abs, A) - 1));

    [Fact]
    public void SelectionInAProduct() => AssertFormula("a (0 if b <= 0, else 1)", A * Step(B));

    [Fact]
    public void SelectionInItsOwnBranch() => AssertFormula("(0 if b <= 0, else 1) if a > 1, else b", new Select(new Condition(A, Comparison.Greater, 1), Step(B), B));

    [Fact]
    public void SelectionInTheOtherBranch() => AssertFormula("b if a > 1, else 0 if b <= 0, else 1", new Select(new Condition(A, Comparison.Greater, 1), B, Step(B)));

    [Fact]
    public void CultureDoesNotMatter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE") { NumberFormat = { NegativeSign = "\u2212" } };
            AssertFormula("-0.01 a^2 - 7", (new Constant(-0.01) * new Power(A, 2)) - 7);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static Select Step(Expression of) => new(new Condition(of, Comparison.LessOrEqual, 0), 0, 1);

    private static void AssertFormula(string expected, Expression expression) => Assert.Equal(expected, FormulaWriter.Write(expression));
}
