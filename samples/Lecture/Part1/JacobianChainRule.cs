using Lecture.Frame;
using Lecture.Networks;

namespace Lecture.Part1;

/// <summary>1.5.4.</summary>
internal sealed class JacobianChainRule() : Chapter("1.5.4", "The Jacobian chain rule", """
    ∂h(g(x))/∂x = ∂h/∂g · ∂g/∂x                      Jacobians multiply as matrices
    ∂aᴸ/∂x = ∂aᴸ/∂aᴸ⁻¹ · ... · ∂a²/∂a¹ · ∂a¹/∂x       a network's Jacobian is the product of its layers'
    ∂aˡ/∂aˡ⁻¹ = diag(σ'(zˡ)) Wˡ
    """)
{
    protected override void Work(Page page)
    {
        page.Say("""
            The sum over paths, for all inputs and outputs at once, is a product of matrices: row times column
            is path by path. First for g(x) = (x₁ x₂, sin x₁) and h(g) = (e^g₁ + g₂, g₁ g₂):
            """);
        double[] x = [0.6, -0.9];
        double[] byX = new double[4];
        (double g1, double g2) = Functions.GJacobian(x[0], x[1], byX);
        double[] byG = new double[4];
        Functions.HJacobian(g1, g2, byG);
        double[] composed = CentralDifferences.Jacobian(
            at =>
            {
                (double h1, double h2) = Functions.H(at[0] * at[1], Math.Sin(at[0]));
                return [h1, h2];
            },
            x);
        page.Compare("HJacobian · GJacobian", "central differences", Check.Matrix("J", 2, Times(byG, byX, 2), composed, Check.Differences));

        page.Say("Then for a network of layers of 4, 3 and 2 neurons: 2 outputs by 3 inputs.");
        ThreeLayers network = Examples.ThreeLayers();
        (double[] sample, _) = Examples.ThreeLayersSample;
        double[] jacobian = new double[6];
        network.Jacobian(sample, jacobian);
        double[] product = ProductOfLayers(network, sample);
        page.Compare("Jacobian", "product of layers", Check.Matrix("∂a³/∂x", 3, jacobian, product, Check.Roundings));

        page.Say("""
            Often one needs not the Jacobian but its product with a vector. From the right, J v says where the
            outputs go when the inputs go along v; from the left, uᵀ J is what backpropagation does, with ∂C/∂aᴸ
            for u. Neither needs the matrix.
            """);
        double[] v = [1.0, 0.5, -2.0];
        double[] u = [0.7, -0.3];
        double[] jv = new double[2];
        double[] uj = new double[3];
        network.JacobianVectorProduct(sample, v, jv);
        network.VectorJacobianProduct(sample, u, uj);
        page.Compare("JacobianVectorProduct", "product of layers, times v", Check.Vector("(J v)", jv, Times(product, v, 1), Check.Roundings));
        page.Compare("VectorJacobianProduct", "uᵀ times product of layers", Check.Vector("(uᵀ J)", uj, Times(u, product, 3), Check.Roundings));
    }

    private static double[] ProductOfLayers(ThreeLayers network, double[] x)
    {
        var plain = new PlainNetwork(network.Parameters);
        plain.Forward(x);
        double[] product = LayerJacobian(plain, 1);
        for (int l = 2; l <= plain.LastLayer; l++)
        {
            product = Times(LayerJacobian(plain, l), product, x.Length);
        }

        return product;
    }

    /// <summary>diag(σ'(zˡ)) Wˡ.</summary>
    private static double[] LayerJacobian(PlainNetwork plain, int l)
    {
        (int rows, int columns) = (plain.Weights[l].GetLength(0), plain.Weights[l].GetLength(1));
        double[] jacobian = new double[rows * columns];
        for (int j = 0; j < rows; j++)
        {
            for (int k = 0; k < columns; k++)
            {
                jacobian[(j * columns) + k] = PlainNetwork.SigmoidDerivative(plain.Z[l][j]) * plain.Weights[l][j, k];
            }
        }

        return jacobian;
    }

    /// <summary>The product of two matrices, given row by row; the second has the given number of columns.</summary>
    private static double[] Times(double[] left, double[] right, int columns)
    {
        int inner = right.Length / columns;
        double[] product = new double[left.Length / inner * columns];
        for (int i = 0; i < product.Length; i++)
        {
            for (int k = 0; k < inner; k++)
            {
                product[i] += left[(i / columns * inner) + k] * right[(k * columns) + (i % columns)];
            }
        }

        return product;
    }
}
