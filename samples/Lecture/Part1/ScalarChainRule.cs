using Lecture.Frame;

namespace Lecture.Part1;

/// <summary>1.5.3.</summary>
internal sealed class ScalarChainRule() : Chapter("1.5.3", "The scalar chain rule, seen anew", """
    dy/dx = ∂y/∂x + Σᵢ ∂y/∂uᵢ · duᵢ/dx       the total derivative: the sum over all paths from x to y
    """)
{
    protected override void Work(Page page)
    {
        const double X = 0.8;
        page.Say($"""
            x can reach y by several paths. In y = u₁ u₂ + 3x with u₁ = x² and u₂ = tanh(x) there are three:

              x ─────────→ y       ∂y/∂x
              x ──→ u₁ ──→ y       ∂y/∂u₁ · du₁/dx
              x ──→ u₂ ──→ y       ∂y/∂u₂ · du₂/dx

            Along a path, derivatives multiply; the paths add. At x = {X}:
            """);

        double[] byInputs = new double[3];
        Functions.YGradient(X, Functions.U1(X), Functions.U2(X), byInputs);
        double direct = byInputs[0];
        double overU1 = byInputs[1] * Functions.U1Derivative(X);
        double overU2 = byInputs[2] * Functions.U2Derivative(X);
        double tanh = Math.Tanh(X);
        page.Compare(
            "YGradient, U1Derivative, ...",
            "by the rules",
            new Check("direct", direct, 3, Check.Roundings),
            new Check("over u₁", overU1, tanh * 2 * X, Check.Roundings),
            new Check("over u₂", overU2, X * X * (1 - (tanh * tanh)), Check.Roundings));

        page.Say("As a function of x alone, y = x² tanh(x) + 3x, it has the sum for its derivative:");
        page.Compare("YOfXDerivative", "sum over paths", new Check("dy/dx", Functions.YOfXDerivative(X), direct + overU1 + overU2, Check.Roundings));

        page.Say("and so it is along the whole line, which a second generated method computes in vectors:");
        double[] x = [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5];
        double[] derivatives = new double[x.Length];
        Functions.YOfXDerivative(x, derivatives);
        page.Compare(
            "YOfXDerivative (spans)",
            "central differences",
            [.. x.Select((at, i) => new Check($"dy/dx at {at,4:0.0}", derivatives[i], CentralDifferences.Derivative(Functions.YOfX, at), Check.Differences))]);
    }
}
