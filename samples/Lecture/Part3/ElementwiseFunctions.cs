using Lecture.Frame;

namespace Lecture.Part3;

/// <summary>3.2.1.</summary>
internal sealed class ElementwiseFunctions() : Chapter("3.2.1", "The derivative of an elementwise binary function", """
    y = f(w) ○ g(x),  yᵢ = fᵢ(wᵢ) ○ gᵢ(xᵢ)
    ∂y/∂w = diag( ∂yᵢ/∂wᵢ ),   ∂y/∂x = diag( ∂yᵢ/∂xᵢ )
    """)
{
    protected override void Work(Page page)
    {
        double[] w = [0.5, -0.3, 0.2];
        double[] x = [1.5, -0.4, 0.8];
        double[] jacobian = new double[18];
        Functions.ElementwiseJacobian(w[0], w[1], w[2], x[0], x[1], x[2], jacobian);
        page.Say($"""
            Where yᵢ comes from wᵢ and xᵢ alone, most partial derivatives are zero. For yᵢ = exp(wᵢ) - xᵢ² the
            generated Jacobian, 3 rows by 3 + 3 columns, has two diagonals, exp(wᵢ) on the left, -2xᵢ on the right:
            {Notation.Matrix("  ", 6, jacobian)}

            That is why a network's activation functions cost one multiplication per neuron on the way back.
            """);

        double[] byRules = new double[18];
        for (int i = 0; i < 3; i++)
        {
            byRules[(6 * i) + i] = Math.Exp(w[i]);
            byRules[(6 * i) + 3 + i] = -2 * x[i];
        }

        double[] differences = CentralDifferences.Jacobian(
            at =>
            {
                (double y1, double y2, double y3) = Functions.Elementwise(at[0], at[1], at[2], at[3], at[4], at[5]);
                return [y1, y2, y3];
            },
            [.. w, .. x]);
        page.Compare("ElementwiseJacobian", "by the rules", Diagonals(jacobian, byRules, Check.Roundings));
        page.Compare("ElementwiseJacobian", "central differences", Diagonals(jacobian, differences, Check.Differences));
    }

    /// <summary>The two diagonals number by number, and everything beside them as one.</summary>
    internal static Check[] Diagonals(double[] generated, double[] second, double bound)
    {
        var diagonal = new List<Check>();
        var beside = (Generated: new List<double>(), Second: new List<double>());
        for (int index = 0; index < generated.Length; index++)
        {
            (int i, int column) = (index / 6, index % 6);
            if (column % 3 == i)
            {
                string by = column < 3 ? "w" : "x";
                string name = Notation.Subscript(i + 1);
                diagonal.Add(new Check($"∂y{name}/∂{by}{name}", generated[index], second[index], bound));
            }
            else
            {
                beside.Generated.Add(generated[index]);
                beside.Second.Add(second[index]);
            }
        }

        return [.. diagonal, Check.Worst("beside the diagonals", [.. beside.Generated], [.. beside.Second], bound)];
    }
}
