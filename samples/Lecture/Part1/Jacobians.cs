using Lecture.Frame;

namespace Lecture.Part1;

/// <summary>1.5.2.</summary>
internal sealed class Jacobians() : Chapter("1.5.2", "Jacobians", """
    J = ⎡ ∂f/∂x  ∂f/∂y ⎤        a row for each function,
        ⎣ ∂g/∂x  ∂g/∂y ⎦        a column for each variable
    """)
{
    protected override void Work(Page page)
    {
        const double X = 1.2;
        const double Y = -0.7;
        page.Say($"""
            Several functions of the same numbers have a gradient each; stacked, they are the Jacobian. For
            f(x, y) = x² y + sin(x) and g(x, y) = eˣ y, at ({X}, {Y}):
            """);

        double[] jacobian = new double[4];
        Functions.FAndGJacobian(X, Y, jacobian);
        double[] byRules = [(2 * X * Y) + Math.Cos(X), X * X, Math.Exp(X) * Y, Math.Exp(X)];
        double[] differences = CentralDifferences.Jacobian(
            at =>
            {
                (double f, double g) = Functions.FAndG(at[0], at[1]);
                return [f, g];
            },
            X,
            Y);
        page.Compare("FAndGJacobian", "by the rules", Check.Matrix("J", 2, jacobian, byRules, Check.Roundings));
        page.Compare("FAndGJacobian", "central differences", Check.Matrix("J", 2, jacobian, differences, Check.Differences));

        page.Say("""
            The gradient of f is itself two functions of x and y. Their Jacobian holds the second derivatives of f
            and is called its Hessian; it is symmetric, since the order of differentiations does not matter.
            """);
        double[] hessian = new double[4];
        Functions.FHessian(X, Y, hessian);
        double[] ofGradient = CentralDifferences.Jacobian(
            at =>
            {
                double[] gradient = new double[2];
                Functions.FGradient(at[0], at[1], gradient);
                return gradient;
            },
            X,
            Y);
        page.Compare("FHessian", "differences of ∇f", Check.Matrix("H", 2, hessian, ofGradient, Check.Differences));
    }
}
