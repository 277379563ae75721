using Lecture.Frame;

namespace Lecture.Part3;

/// <summary>3.2.3.</summary>
internal sealed class ScalarExpansion() : Chapter("3.2.3", "The derivative of a scalar expansion", """
    y = x + z      ∂y/∂x = I,     ∂y/∂z = 1 (a column of ones)
    y = z x        ∂y/∂x = z I,   ∂y/∂z = x
    """)
{
    protected override void Work(Page page)
    {
        double[] x = [1.5, -0.4, 0.8];
        const double Z = 0.6;
        page.Say("""
            A scalar beside a vector stands for a vector with the scalar in every place, which makes both an
            elementwise function. The scalar reaches every result, so its column is full: the last one here.
            """);

        double[] plus = new double[12];
        double[] times = new double[12];
        Functions.PlusScalarJacobian(x[0], x[1], x[2], Z, plus);
        Functions.TimesScalarJacobian(x[0], x[1], x[2], Z, times);
        page.Say($"""
            y = x + z                               y = z x
            {SideBySide(Notation.Matrix("", 4, plus), Notation.Matrix("", 4, times))}
            """);

        page.Compare("PlusScalarJacobian", "by the rule", Checks(plus, _ => 1, 1));
        page.Compare("TimesScalarJacobian", "by the rule", Checks(times, i => x[i], Z));

        double[] differences = CentralDifferences.Jacobian(
            at =>
            {
                (double y1, double y2, double y3) = Functions.TimesScalar(at[0], at[1], at[2], at[3]);
                return [y1, y2, y3];
            },
            [.. x, Z]);
        page.Compare("TimesScalarJacobian", "central differences", Check.Worst("J", times, differences, Check.Differences));
    }

    /// <summary>The last column number by number, and the diagonal matrix before it as one.</summary>
    private static Check[] Checks(double[] jacobian, Func<int, double> byScalar, double diagonal)
    {
        double[] left = [.. jacobian.Where((_, index) => index % 4 != 3)];
        double[] multipleOfIdentity = [.. left.Select((_, index) => index / 3 == index % 3 ? diagonal : 0)];
        return
        [
            .. Enumerable.Range(0, 3).Select(i => new Check($"∂y{Notation.Subscript(i + 1)}/∂z", jacobian[(4 * i) + 3], byScalar(i), Check.Roundings)),
            Check.Worst("∂y/∂x", left, multipleOfIdentity, Check.Roundings),
        ];
    }

    private static string SideBySide(string left, string right) => string.Join(
        Environment.NewLine, left.Split(Environment.NewLine).Zip(right.Split(Environment.NewLine), (a, b) => $"{a,-38}  {b}"));
}
