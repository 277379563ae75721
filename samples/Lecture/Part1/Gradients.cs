using Lecture.Frame;

namespace Lecture.Part1;

/// <summary>1.5.1.</summary>
internal sealed class Gradients() : Chapter("1.5.1", "Gradients", """
    ∇f(x, y) = [ ∂f/∂x, ∂f/∂y ]
    """)
{
    protected override void Work(Page page)
    {
        const double X = 1.2;
        const double Y = -0.7;
        page.Say($"""
            The gradient collects the partial derivatives of a function of several numbers. For
            f(x, y) = x² y + sin(x), by the rules, ∇f = [ 2xy + cos(x), x² ]. At ({X}, {Y}):
            """);

        double[] gradient = new double[2];
        double value = Functions.FGradient(X, Y, gradient);
        double[] byRules = [(2 * X * Y) + Math.Cos(X), X * X];
        double[] differences = CentralDifferences.Gradient(at => Functions.F(at[0], at[1]), X, Y);
        page.Compare(
            "FGradient",
            "by the rules",
            new Check("f", value, (X * X * Y) + Math.Sin(X), Check.Roundings),
            new Check("∂f/∂x", gradient[0], byRules[0], Check.Roundings),
            new Check("∂f/∂y", gradient[1], byRules[1], Check.Roundings));

        page.Say("""
            FGradient is generated from f as it stands in C#, a method of one line with [Differentiable] on it. What
            a derivative means is how f changes when x does, and that can be tried out, with a step of h = 0.00001
            either way: (f(x + h) - f(x - h)) / 2h. Such a central difference is wrong by about h².
            """);
        page.Compare(
            "FGradient",
            "central differences",
            new Check("∂f/∂x", gradient[0], differences[0], Check.Differences),
            new Check("∂f/∂y", gradient[1], differences[1], Check.Differences));
    }
}
