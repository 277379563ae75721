namespace NeuralGen.Mathematics.Tests.Functions;

/// <summary>Functions over spans: the same numbers as one by one, at every length, and nothing written elsewhere.</summary>
[Trait("Category", "Numeric")]
public class SpanTests
{
    private delegate void OverSpan<T>(ReadOnlySpan<T> numbers, Span<T> results);

    public static TheoryData<string> Names => [.. Singles.Keys];

    private static Dictionary<string, (Func<float, float> One, OverSpan<float> All)> Singles { get; } = new()
    {
        ["Softplus"] = (x => SingleFunctions.StableSoftplus(x), SingleFunctions.Softplus),
        ["SoftplusDerivative"] = (SingleFunctions.SoftplusDerivative, SingleFunctions.SoftplusDerivative),
        ["StableSoftplus"] = (SingleFunctions.StableSoftplus, SingleFunctions.StableSoftplus),
        ["StableSoftplusDerivative"] = (SingleFunctions.StableSoftplusDerivative, SingleFunctions.StableSoftplusDerivative),
        ["Logistic"] = (SingleFunctions.Logistic, SingleFunctions.Logistic),
        ["LogisticDerivative"] = (SingleFunctions.LogisticDerivative, SingleFunctions.LogisticDerivative),
        ["Swish"] = (SingleFunctions.Swish, SingleFunctions.Swish),
        ["SwishDerivative"] = (SingleFunctions.SwishDerivative, SingleFunctions.SwishDerivative),
        ["Huber"] = (SingleFunctions.Huber, SingleFunctions.Huber),
        ["HuberDerivative"] = (SingleFunctions.HuberDerivative, SingleFunctions.HuberDerivative),
        ["Pieces"] = (SingleFunctions.Pieces, SingleFunctions.Pieces),
        ["PiecesDerivative"] = (SingleFunctions.PiecesDerivative, SingleFunctions.PiecesDerivative),
        ["Elementary"] = (SingleFunctions.Elementary, SingleFunctions.Elementary),
        ["ElementaryDerivative"] = (SingleFunctions.ElementaryDerivative, SingleFunctions.ElementaryDerivative),
        ["Powers"] = (SingleFunctions.Powers, SingleFunctions.Powers),
        ["PowersDerivative"] = (SingleFunctions.PowersDerivative, SingleFunctions.PowersDerivative),
        ["Constant"] = (SingleFunctions.Constant, SingleFunctions.Constant),
        ["ConstantDerivative"] = (SingleFunctions.ConstantDerivative, SingleFunctions.ConstantDerivative),
        ["Logarithm"] = (SingleFunctions.Logarithm, SingleFunctions.Logarithm),
        ["LogarithmDerivative"] = (SingleFunctions.LogarithmDerivative, SingleFunctions.LogarithmDerivative),
    };

    private static Dictionary<string, (Func<double, double> One, OverSpan<double> All)> Doubles { get; } = new()
    {
        ["Swish"] = (DoubleFunctions.Swish, DoubleFunctions.Swish),
        ["Elementary"] = (DoubleFunctions.Elementary, DoubleFunctions.Elementary),
        ["ElementaryDerivative"] = (DoubleFunctions.ElementaryDerivative, DoubleFunctions.ElementaryDerivative),
        ["Powers"] = (DoubleFunctions.Powers, DoubleFunctions.Powers),
        ["PiecesDerivative"] = (DoubleFunctions.PiecesDerivative, DoubleFunctions.PiecesDerivative),
        ["Logarithm"] = (DoubleFunctions.Logarithm, DoubleFunctions.Logarithm),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_of_every_length_get_the_numbers_of_the_method(string name)
    {
        (Func<float, float> one, OverSpan<float> all) = Singles[name];
        for (int length = 0; length <= 70; length++)
        {
            float[] numbers = [.. Enumerable.Range(0, length).Select(i => (i * 0.11f) - 3.7f)];
            float[] results = [.. numbers, 42];
            all(numbers, results.AsSpan(0, length));
            Assert.Equal(42, results[length]);
            Assert.All(numbers.Zip(results), pair => AssertNear(one(pair.First), pair.Second, 2e-5));
        }
    }

    [Theory]
    [InlineData("Swish")]
    [InlineData("Elementary")]
    [InlineData("ElementaryDerivative")]
    [InlineData("Powers")]
    [InlineData("PiecesDerivative")]
    [InlineData("Logarithm")]
    public void Double_precision_gets_the_numbers_of_the_method(string name)
    {
        (Func<double, double> one, OverSpan<double> all) = Doubles[name];
        double[] numbers = [.. Enumerable.Range(0, 71).Select(i => (i * 0.11) - 3.7)];
        double[] results = new double[71];
        all(numbers, results);
        Assert.All(numbers.Zip(results), pair => AssertNear(one(pair.First), pair.Second, 1e-13));
    }

    [Fact]
    public void A_result_depends_on_its_number_alone()
    {
        float[] numbers = [.. Enumerable.Range(0, 67).Select(i => (i * 0.11f) - 3.7f)];
        float[] all = new float[67];
        SingleFunctions.Swish(numbers, all);
        Assert.All(Enumerable.Range(0, 67), i =>
        {
            float[] one = [numbers[i]];
            SingleFunctions.Swish(one, one);
            Assert.Equal(all[i], one[0]);
        });
    }

    [Fact]
    public void Logarithm_has_its_whole_range()
    {
        double[] numbers = [0, -0.0, -1, double.NegativeInfinity, double.PositiveInfinity, double.NaN, double.Epsilon, 1e-310, 1, double.MaxValue];
        double[] results = new double[numbers.Length];
        DoubleFunctions.Logarithm(numbers, results);
        Assert.All(numbers.Zip(results), pair => AssertNear(Math.Log(pair.First), pair.Second, 1e-15));
    }

    [Fact]
    public void Results_may_take_the_place_of_the_numbers()
    {
        float[] numbers = [.. Enumerable.Range(0, 67).Select(i => (i * 0.11f) - 3.7f)];
        float[] apart = new float[67];
        SingleFunctions.Logistic(numbers, apart);
        SingleFunctions.Logistic(numbers, numbers);
        Assert.Equal(apart, numbers);
    }

    [Fact]
    public void Wrong_lengths_are_refused_before_anything_is_written()
    {
        float[] results = [7, 7, 7];
        AssertRefused("gradient", "must be 2; it is 3", () => SingleFunctions.RosenbrockGradient(1, 2, results));
        AssertRefused("hessian", "must be 4; it is 3", () => SingleFunctions.RosenbrockHessian(1, 2, results));
        AssertRefused("jacobian", "must be 9; it is 3", () => SingleFunctions.SphericalJacobian(1, 2, 3, results));
        AssertRefused("result", "must be 2; it is 3", () => SingleFunctions.Swish([1, 2], results));
        AssertRefused("result", "must be 4; it is 3", () => SingleFunctions.SwishDerivative([1, 2, 3, 4], results));
        AssertRefused("result", "overlaps 'x'", () => SingleFunctions.Swish(results.AsSpan(0, 2), results.AsSpan(1, 2)));
        Assert.Equal([7, 7, 7], results);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        float[] numbers = new float[100];
        float[] hessian = new float[9];
        for (int i = 0; i < 2; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            SingleFunctions.Elementary(numbers, numbers);
            SingleFunctions.GaussianHessian(1, 2, 3, hessian);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(i == 0 || allocated == 0);
        }
    }

    private static void AssertRefused(string argument, string message, Action call)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(call);
        Assert.Equal(argument, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private static void AssertNear(double expected, double actual, double tolerance)
    {
        if (double.IsFinite(expected))
        {
            Differences.AssertNear(expected, actual, tolerance);
        }
        else
        {
            Assert.Equal(expected, actual);
        }
    }
}
