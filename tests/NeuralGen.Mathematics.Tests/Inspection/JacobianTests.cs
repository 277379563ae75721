using System.Numerics;

namespace NeuralGen.Mathematics.Tests.Inspection;

/// <summary>The Jacobian against central differences, and its products against the Jacobian.</summary>
[Trait("Category", "Numeric")]
public class JacobianTests
{
    public static TheoryData<string> Single => new(Subjects.Single);

    public static TheoryData<string> Double => new(Subjects.Double);

    [Theory]
    [MemberData(nameof(Double))]
    public void Jacobian_is_that_of_central_differences(string name)
    {
        const double Step = 1e-6;
        Subject<double> subject = Subjects.OfDouble(name);
        int inputs = subject.Input.Length;
        int outputs = subject.Target.Length;
        var jacobian = new double[outputs * inputs];
        subject.Jacobian(subject.Input, jacobian);
        for (int k = 0; k < inputs; k++)
        {
            double[] above = OutputAt(subject, k, Step);
            double[] below = OutputAt(subject, k, -Step);
            for (int i = 0; i < outputs; i++)
            {
                Near.Check<double>([(above[i] - below[i]) / (2 * Step)], [jacobian[(i * inputs) + k]], 1e-8, $"da_{i}/dx_{k}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void Products_are_rows_and_columns_in_single_precision(string name) => CheckProducts(Subjects.OfSingle(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Products_are_rows_and_columns_in_double_precision(string name) => CheckProducts(Subjects.OfDouble(name));

    [Theory]
    [MemberData(nameof(Single))]
    public void Products_are_linear_in_single_precision(string name) => CheckLinear(Subjects.OfSingle(name));

    [Theory]
    [MemberData(nameof(Double))]
    public void Products_are_linear_in_double_precision(string name) => CheckLinear(Subjects.OfDouble(name));

    [Fact]
    public void Loss_gradient_by_the_input_is_a_vector_Jacobian_product()
    {
        // dC/dx = (dC/da^L)^T J, and for half the squared error dC/da^L = a^L - y.
        Subject<double> subject = Subjects.OfDouble(nameof(Linear));
        var expected = new double[subject.Input.Length];
        subject.Network.Backward(subject.Input, subject.Target, new ParameterVector<double>(subject.Layout), expected);
        double[] difference = [.. subject.Output().Zip(subject.Target, (a, y) => a - y)];
        var actual = new double[subject.Input.Length];
        subject.VectorJacobianProduct(subject.Input, difference, actual);
        Near.Check<double>(expected, actual, "dC/dx");
    }

    [Fact]
    public void Jacobian_of_a_linear_layer_is_its_weights()
    {
        var network = new Linear();
        var weights = new double[7 * 5];
        network.Parameters["dense1.weight"].CopyTo(weights);
        var jacobian = new double[7 * 5];
        network.Jacobian(new double[5], jacobian);
        Assert.Equal(weights, jacobian);
    }

    private static double[] OutputAt(Subject<double> subject, int k, double nudge)
    {
        double[] input = [.. subject.Input];
        input[k] += nudge;
        var output = new double[subject.Target.Length];
        subject.Network.Forward(input, output);
        return output;
    }

    private static void CheckProducts<T>(Subject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = subject.Input.Length;
        int outputs = subject.Target.Length;
        var jacobian = new T[outputs * inputs];
        subject.Jacobian(subject.Input, jacobian);
        var row = new T[inputs];
        for (int i = 0; i < outputs; i++)
        {
            subject.VectorJacobianProduct(subject.Input, Unit<T>(outputs, i), row);
            Near.Check<T>(jacobian.AsSpan(i * inputs, inputs), row, $"row {i}");
        }

        var column = new T[outputs];
        for (int k = 0; k < inputs; k++)
        {
            subject.JacobianVectorProduct(subject.Input, Unit<T>(inputs, k), column);
            Near.Check<T>([.. Enumerable.Range(0, outputs).Select(i => jacobian[(i * inputs) + k])], column, $"column {k}");
        }
    }

    /// <summary>J v and u^T J from the Jacobian, for vectors without a pattern.</summary>
    private static void CheckLinear<T>(Subject<T> subject)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int inputs = subject.Input.Length;
        int outputs = subject.Target.Length;
        var random = new Random(7);
        T[] v = Subjects.Draw<T>(random, inputs, -1);
        T[] u = Subjects.Draw<T>(random, outputs, -1);
        var jacobian = new T[outputs * inputs];
        subject.Jacobian(subject.Input, jacobian);
        var expectedColumn = new T[outputs];
        var expectedRow = new T[inputs];
        for (int i = 0; i < outputs; i++)
        {
            for (int k = 0; k < inputs; k++)
            {
                expectedColumn[i] += jacobian[(i * inputs) + k] * v[k];
                expectedRow[k] += u[i] * jacobian[(i * inputs) + k];
            }
        }

        var column = new T[outputs];
        var row = new T[inputs];
        subject.JacobianVectorProduct(subject.Input, v, column);
        subject.VectorJacobianProduct(subject.Input, u, row);
        Near.Check<T>(expectedColumn, column, "J v");
        Near.Check<T>(expectedRow, row, "u^T J");
    }

    private static T[] Unit<T>(int length, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var unit = new T[length];
        unit[index] = T.One;
        return unit;
    }
}
