namespace NeuralGen.Mathematics.Tests.Functions;

/// <summary>The derivatives of functions of one's own, against difference quotients and known formulas.</summary>
[Trait("Category", "Numeric")]
public class FunctionTests
{
    private const double Tolerance = 1e-7;

    private delegate double Sibling(ReadOnlySpan<double> x, Span<double> derivatives);

    public static TheoryData<string> OfOne => [.. OneParameter.Keys];

    public static TheoryData<string> OfSeveral => [.. SeveralParameters.Keys];

    private static Dictionary<string, (Func<double, double> Function, Func<double, double> Derivative, double[] At)> OneParameter { get; } = new()
    {
        ["Softplus"] = (DoubleFunctions.Softplus, DoubleFunctions.SoftplusDerivative, [-3, -0.1, 0, 2.5]),
        ["StableSoftplus"] = (DoubleFunctions.StableSoftplus, DoubleFunctions.StableSoftplusDerivative, [-3, -0.1, 0.3, 2.5]),
        ["Logistic"] = (DoubleFunctions.Logistic, DoubleFunctions.LogisticDerivative, [-3, -0.1, 0, 2.5]),
        ["Swish"] = (DoubleFunctions.Swish, DoubleFunctions.SwishDerivative, [-3, -0.1, 0, 2.5]),
        ["Huber"] = (DoubleFunctions.Huber, DoubleFunctions.HuberDerivative, [-3, -0.9, 0.1, 2.5]),
        ["Pieces"] = (DoubleFunctions.Pieces, DoubleFunctions.PiecesDerivative, [-3, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5]),
        ["Elementary"] = (DoubleFunctions.Elementary, DoubleFunctions.ElementaryDerivative, [-1.5, -0.3, 0.4, 2.5]),
        ["Powers"] = (DoubleFunctions.Powers, DoubleFunctions.PowersDerivative, [0.3, 0.7, 1.5]),
        ["Constant"] = (DoubleFunctions.Constant, DoubleFunctions.ConstantDerivative, [0, 1]),
        ["Logarithm"] = (DoubleFunctions.Logarithm, DoubleFunctions.LogarithmDerivative, [0.1, 1, 20]),
    };

    private static Dictionary<string, (Func<double[], double> Function, Sibling Gradient, Sibling Hessian, double[][] At)> SeveralParameters { get; } = new()
    {
        ["Rosenbrock"] = (
            x => DoubleFunctions.Rosenbrock(x[0], x[1]),
            (x, derivatives) => DoubleFunctions.RosenbrockGradient(x[0], x[1], derivatives),
            (x, derivatives) => DoubleFunctions.RosenbrockHessian(x[0], x[1], derivatives),
            [[1, 1], [-1.2, 1], [0.3, -0.7]]),
        ["Gaussian"] = (
            x => DoubleFunctions.Gaussian(x[0], x[1], x[2]),
            (x, derivatives) => DoubleFunctions.GaussianGradient(x[0], x[1], x[2], derivatives),
            (x, derivatives) => DoubleFunctions.GaussianHessian(x[0], x[1], x[2], derivatives),
            [[0, 0, 1], [1.5, 0.2, 0.8], [-2, 1, 3]]),
        ["Mixed"] = (
            x => DoubleFunctions.Mixed(x[0], x[1], x[2]),
            (x, derivatives) => DoubleFunctions.MixedGradient(x[0], x[1], x[2], derivatives),
            (x, derivatives) => DoubleFunctions.MixedHessian(x[0], x[1], x[2], derivatives),
            [[0.5, 1.5, 2], [1.4, 0.6, 0.3], [2, 3, -1.5]]),
        ["Area"] = (
            x => DoubleFunctions.Area(x[0], x[1], x[2]),
            (x, derivatives) => DoubleFunctions.AreaGradient(x[0], x[1], x[2], derivatives),
            (x, derivatives) => DoubleFunctions.AreaHessian(x[0], x[1], x[2], derivatives),
            [[1, 0.5, 0.3], [2, -1, 4]]),
    };

    [Theory]
    [MemberData(nameof(OfOne))]
    public void Derivative_is_the_limit_of_differences(string name)
    {
        (Func<double, double> function, Func<double, double> derivative, double[] at) = OneParameter[name];
        Assert.All(at, x => Differences.AssertNear(Differences.First(function, x), derivative(x), Tolerance));
    }

    [Theory]
    [MemberData(nameof(OfSeveral))]
    public void Gradient_is_the_limit_of_differences(string name)
    {
        (Func<double[], double> function, Sibling gradient, _, double[][] at) = SeveralParameters[name];
        Assert.All(at, x =>
        {
            double[] actual = new double[x.Length];
            Differences.AssertNear(function(x), gradient(x, actual), 1e-14);
            Assert.All(Differences.Gradient(function, x).Zip(actual), pair => Differences.AssertNear(pair.First, pair.Second, Tolerance));
        });
    }

    [Theory]
    [MemberData(nameof(OfSeveral))]
    public void Hessian_is_the_limit_of_differences_of_the_gradient(string name)
    {
        (Func<double[], double> function, Sibling gradient, Sibling hessian, double[][] at) = SeveralParameters[name];
        Assert.All(at, x =>
        {
            int n = x.Length;
            double[] actual = new double[n * n];
            Differences.AssertNear(function(x), hessian(x, actual), 1e-14);
            for (int row = 0; row < n; row++)
            {
                double Slope(double[] point)
                {
                    double[] slopes = new double[n];
                    gradient(point, slopes);
                    return slopes[row];
                }

                Assert.All(Differences.Gradient(Slope, x).Zip(actual[(row * n)..]), pair => Differences.AssertNear(pair.First, pair.Second, Tolerance));
            }
        });
    }

    [Fact]
    public void Rosenbrock_has_its_textbook_derivatives()
    {
        (double x, double y) = (-1.2, 1);
        double[] gradient = new double[2];
        double[] hessian = new double[4];
        Differences.AssertNear(24.2, DoubleFunctions.RosenbrockGradient(x, y, gradient), 1e-15);
        Differences.AssertNear(24.2, DoubleFunctions.RosenbrockHessian(x, y, hessian), 1e-15);
        double[] expected = [-215.6, -88, 1330, 480, 480, 200];
        Assert.All(expected.Zip([.. gradient, .. hessian]), pair => Differences.AssertNear(pair.First, pair.Second, 1e-14));
    }

    [Fact]
    public void Jacobian_of_spherical_coordinates_has_the_determinant_of_the_textbook()
    {
        (double r, double theta, double phi) = (2, 0.7, 1.9);
        double[] j = new double[9];
        Assert.Equal(DoubleFunctions.Spherical(r, theta, phi), DoubleFunctions.SphericalJacobian(r, theta, phi, j));
        double determinant = (j[0] * ((j[4] * j[8]) - (j[5] * j[7]))) - (j[1] * ((j[3] * j[8]) - (j[5] * j[6]))) + (j[2] * ((j[3] * j[7]) - (j[4] * j[6])));
        Differences.AssertNear(r * r * Math.Sin(theta), determinant, 1e-14);
    }

    [Fact]
    public void Softplus_is_finite_where_its_formula_overflows()
    {
        Assert.Equal(1, DoubleFunctions.SoftplusDerivative(1000));
        double[] values = [1000, -1000];
        DoubleFunctions.Softplus(values, values);
        Assert.Equal([1000, 0], values);
    }

    [Fact]
    public void At_a_kink_the_branch_decides()
    {
        // Max(x, 0): the constant; |x|: neither; Huber at 1: the parabola.
        Assert.Equal(0, DoubleFunctions.StableSoftplusDerivative(0) + 0.0);
        Assert.Equal(1, DoubleFunctions.HuberDerivative(1));
        Assert.Equal(0, DoubleFunctions.HuberDerivative(0));
    }

    [Fact]
    public void Conditions_hold_for_NaN_as_in_the_method()
    {
        Assert.Equal(double.IsNaN(DoubleFunctions.Pieces(double.NaN)), double.IsNaN(DoubleFunctions.PiecesGradient(double.NaN, new double[1])));
        Assert.Equal(double.NaN, DoubleFunctions.LogarithmGradient(-1, new double[1]));
    }

    [Fact]
    public void Single_precision_agrees_with_double()
    {
        float[] single = new float[9];
        double[] expected = new double[9];
        Differences.AssertNear(DoubleFunctions.GaussianHessian(0.5f, 0.25f, 0.75f, expected), SingleFunctions.GaussianHessian(0.5f, 0.25f, 0.75f, single), 1e-6);
        Assert.All(expected.Zip(single), pair => Differences.AssertNear(pair.First, pair.Second, 1e-5));
        Differences.AssertNear(DoubleFunctions.MixedGradient(0.5f, 1.5f, 2f, expected.AsSpan(0, 3)), SingleFunctions.MixedGradient(0.5f, 1.5f, 2f, single.AsSpan(0, 3)), 1e-6);
        Assert.All(expected.Take(3).Zip(single), pair => Differences.AssertNear(pair.First, pair.Second, 1e-5));
        DoubleFunctions.SphericalJacobian(0.5f, 1.5f, 2f, expected);
        SingleFunctions.SphericalJacobian(0.5f, 1.5f, 2f, single);
        Assert.All(expected.Zip(single), pair => Differences.AssertNear(pair.First, pair.Second, 1e-6));
    }
}
