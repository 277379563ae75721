using Lecture.Frame;

namespace Lecture.Part3;

/// <summary>3.2.2.</summary>
internal sealed class HadamardProduct() : Chapter("3.2.2", "The derivative of a Hadamard product", """
    y = w ⊙ x,  yᵢ = wᵢ xᵢ
    ∂y/∂w = diag(x),   ∂y/∂x = diag(w)
    """)
{
    protected override void Work(Page page)
    {
        double[] w = [0.5, -0.3, 0.2];
        double[] x = [1.5, -0.4, 0.8];
        double[] jacobian = new double[18];
        Functions.HadamardJacobian(w[0], w[1], w[2], x[0], x[1], x[2], jacobian);
        page.Say($"""
            The product of numbers in the same places is the elementwise function that networks use most: weights
            times inputs, errors times slopes. Its two diagonals are the two vectors, each in the other's place:
            {Notation.Matrix("  ", 6, jacobian)}
            """);

        double[] byRules = new double[18];
        for (int i = 0; i < 3; i++)
        {
            byRules[(6 * i) + i] = x[i];
            byRules[(6 * i) + 3 + i] = w[i];
        }

        double[] differences = CentralDifferences.Jacobian(
            at =>
            {
                (double y1, double y2, double y3) = Functions.Hadamard(at[0], at[1], at[2], at[3], at[4], at[5]);
                return [y1, y2, y3];
            },
            [.. w, .. x]);
        page.Compare("HadamardJacobian", "by the rule", ElementwiseFunctions.Diagonals(jacobian, byRules, Check.Roundings));
        page.Compare("HadamardJacobian", "central differences", ElementwiseFunctions.Diagonals(jacobian, differences, Check.Differences));
    }
}
