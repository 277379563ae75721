using Lecture.Frame;

namespace Lecture.Part3;

/// <summary>3.2.4.</summary>
internal sealed class SumOfElements() : Chapter("3.2.4", "The derivative of a sum", """
    y = Σᵢ xᵢ        ∂y/∂x = 1ᵀ (a row of ones)
    y = Σᵢ z xᵢ      ∂y/∂x = z 1ᵀ,   ∂y/∂z = Σᵢ xᵢ
    """)
{
    protected override void Work(Page page)
    {
        double[] x = [1.5, -0.4, 0.8];
        const double Z = 0.6;
        page.Say("""
            A sum has one result, so its Jacobian is one row: a gradient. Each element moves the sum as much as
            itself; a factor common to all of them moves it by what they are together.
            """);

        double[] sum = new double[3];
        double[] multiples = new double[4];
        Functions.SumGradient(x[0], x[1], x[2], sum);
        Functions.SumOfMultiplesGradient(x[0], x[1], x[2], Z, multiples);
        page.Compare("SumGradient", "by the rule", Check.Vector("∂y/∂x", sum, [1, 1, 1], Check.Roundings));
        page.Compare(
            "SumOfMultiplesGradient",
            "by the rule",
            [
                .. Check.Vector("∂y/∂x", multiples.AsSpan(0, 3), [Z, Z, Z], Check.Roundings),
                new Check("∂y/∂z", multiples[3], x.Sum(), Check.Roundings),
            ]);

        double[] differences = CentralDifferences.Gradient(at => Functions.SumOfMultiples(at[0], at[1], at[2], at[3]), [.. x, Z]);
        page.Compare("SumOfMultiplesGradient", "central differences", Check.Worst("∇y", multiples, differences, Check.Differences));
    }
}
