using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Data;

public sealed class NormalizerTests
{
    [Fact]
    public void StandardIsMeanAndPopulationDeviation()
    {
        Normalizer<double> normalizer = Normalizer.Standard(Inputs(2, 1, 10, 3, 10, 5, 40, 7, 40));

        Assert.Equal([4.0, 25], normalizer.Offset);
        Assert.Equal([Math.Sqrt(5), 15], normalizer.Scale);
    }

    [Fact]
    public void MinMaxIsLeastAndRange()
    {
        Normalizer<double> normalizer = Normalizer.MinMax(Inputs(2, 1, 10, 3, -10, 5, 40));

        Assert.Equal([1.0, -10], normalizer.Offset);
        Assert.Equal([4.0, 50], normalizer.Scale);
    }

    [Fact]
    public void MinMaxReachesBothEndsOfItsRange()
    {
        Dataset<double> samples = Inputs(1, 3, 7, 4);

        Assert.Equal([-1, 1, -0.5], Normalizer.MinMax(samples, -1, 1).Apply(samples).Inputs);
    }

    [Fact]
    public void ConstantColumnHasScaleOne()
    {
        // A tenth has no exact sum.
        Normalizer<double> normalizer = Normalizer.Standard(new Dataset<double>(Enumerable.Repeat(0.1, 1001).ToArray(), new double[1001], 1, 1));

        Assert.Equal((0.1, 1.0), (normalizer.Offset[0], normalizer.Scale[0]));
    }

    [Fact]
    public void ConstantColumnBecomesTheLowerEnd()
    {
        Dataset<double> samples = Inputs(1, 5, 5);

        Assert.Equal([2.0, 2], Normalizer.MinMax(samples, 2, 4).Apply(samples).Inputs);
    }

    [Fact]
    public void SpreadBelowTheLeastNumberCountsAsNone() =>
        Assert.Equal(1f, Normalizer.Standard<float>([0, float.Epsilon], 1).Scale[0]);

    [Fact]
    public void SmallSpreadFarFromZeroIsMeasured() =>
        Assert.Equal(0.5, Normalizer.Standard<double>([1e9, 1e9 + 1, 1e9, 1e9 + 1], 1).Scale[0]);

    [Fact]
    public void StandardAgreesWithPlainLoopsInSinglePrecision() => CheckStandard<float>(1e-6);

    [Fact]
    public void StandardAgreesWithPlainLoopsInDoublePrecision() => CheckStandard<double>(1e-12);

    [Fact]
    public void ApplyIsTheFormulaInEveryColumnOfSinglePrecision() => CheckFormula<float>();

    [Fact]
    public void ApplyIsTheFormulaInEveryColumnOfDoublePrecision() => CheckFormula<double>();

    [Fact]
    public void ApplyChangesInputsAndKeepsTargets()
    {
        var samples = new Dataset<double>(new double[] { 3, 5 }, new double[] { 8, 9 }, 1, 1);

        Dataset<double> applied = new Normalizer<double>([1], [2]).Apply(samples);

        Assert.Equal([1.0, 2, 8, 9], [.. applied.Inputs, .. applied.Targets]);
    }

    [Fact]
    public void ApplyToTargetsChangesTargetsAndKeepsInputs()
    {
        var samples = new Dataset<double>(new double[] { 8, 9 }, new double[] { 3, 5 }, 1, 1);

        Dataset<double> applied = new Normalizer<double>([1], [2]).ApplyToTargets(samples);

        Assert.Equal([8.0, 9, 1, 2], [.. applied.Inputs, .. applied.Targets]);
    }

    [Fact]
    public void VectorsAreCopied()
    {
        double[] offset = [1];
        double[] scale = [2];
        var normalizer = new Normalizer<double>(offset, scale);

        offset[0] = scale[0] = 9;

        Assert.Equal((1.0, 2.0), (normalizer.Offset[0], normalizer.Scale[0]));
    }

    [Fact]
    public void OneSampleAllocatesNothing()
    {
        var normalizer = new Normalizer<float>(new float[20], Enumerable.Repeat(2f, 20).ToArray());
        float[] sample = new float[20];
        normalizer.Apply(sample, sample);
        normalizer.Invert(sample, sample);
        long before = GC.GetAllocatedBytesForCurrentThread();

        normalizer.Apply(sample, sample);
        normalizer.Invert(sample, sample);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void NumberThatIsNotFiniteIsLocated(double number, string shown)
    {
        string message = $"A normaliser is fitted to finite numbers; in sample 1, column 2 (both from 0), it found {shown}.";

        Assert.StartsWith(message, Assert.Throws<ArgumentException>("rows", () => Normalizer.Standard(Inputs(3, 1, 2, 3, 4, 5, number))).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, Assert.Throws<ArgumentException>("rows", () => Normalizer.MinMax(Inputs(3, 1, 2, 3, 4, 5, number))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SpreadBeyondTheNumberFormatIsRefused()
    {
        const string Message = "The numbers of column 0 (from 0) are too large or too far apart for a normaliser: its offset or scale would be infinite.";

        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => Normalizer.MinMax(Inputs(1, -1.5e308, 1.5e308))).Message);
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => Normalizer.Standard(Inputs(1, -1.5e308, 1.5e308))).Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    public void RangeThatIsNoneIsRefused(double low, double high) =>
        Assert.Throws<ArgumentOutOfRangeException>("high", () => Normalizer.MinMax(Inputs(1, 1, 2), low, high));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void RowsOfAnotherLengthAreRefused(int length) =>
        Assert.Throws<ArgumentException>("rows", () => Normalizer.Standard<double>(new double[length], 2));

    [Theory]
    [InlineData(new double[0], new double[0], "offset")]
    [InlineData(new[] { 1.0 }, new[] { 1.0, 2 }, "scale")]
    [InlineData(new[] { double.NaN }, new[] { 1.0 }, "offset")]
    [InlineData(new[] { 1.0 }, new[] { double.PositiveInfinity }, "scale")]
    [InlineData(new[] { 1.0 }, new[] { 0.0 }, "scale")]
    public void VectorsThatAreNoneAreRefused(double[] offset, double[] scale, string name) =>
        Assert.Throws<ArgumentException>(name, () => new Normalizer<double>(offset, scale));

    [Fact]
    public void WrongLengthsAreRefused()
    {
        var normalizer = new Normalizer<double>([0, 0], [1, 1]);

        Assert.Throws<ArgumentException>("input", () => normalizer.Apply(new double[3], new double[3]));
        Assert.Throws<ArgumentException>("output", () => normalizer.Apply(new double[4], new double[2]));
        Assert.Throws<ArgumentException>("samples", () => normalizer.Apply(Inputs(3, 1, 2, 3)));
        Assert.Throws<ArgumentException>("samples", () => normalizer.ApplyToTargets(Inputs(2, 1, 2)));
    }

    [Fact]
    public void OutputThatOverlapsTheInputIsRefused()
    {
        double[] memory = new double[5];

        Assert.Throws<ArgumentException>("output", () => new Normalizer<double>([0, 0], [1, 1]).Apply(memory.AsSpan(0, 4), memory.AsSpan(1, 4)));
    }

    private static Dataset<double> Inputs(int size, params double[] inputs) => new(inputs, new double[inputs.Length / size], size, 1);

    private static void CheckStandard<T>(double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Prop.ForAll(RandomRows<T>(), drawn =>
        {
            (T[] rows, int size) = drawn;
            Normalizer<T> normalizer = Normalizer.Standard<T>(rows, size);
            for (int column = 0; column < size; column++)
            {
                double[] numbers = [.. rows.Where((_, i) => i % size == column).Select(number => double.CreateTruncating(number))];
                double mean = numbers.Sum() / numbers.Length;
                double deviation = Math.Sqrt(numbers.Sum(number => (number - mean) * (number - mean)) / numbers.Length);
                double offsetError = Math.Abs(double.CreateTruncating(normalizer.Offset[column]) - mean);
                double scaleError = Math.Abs(double.CreateTruncating(normalizer.Scale[column]) - (numbers.Length == 1 ? 1 : deviation));
                if (offsetError > tolerance * 1000 || scaleError > tolerance * 1000)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>To the bit, forth and back, by rows and in place, in every number of columns around the width of vectors.</summary>
    private static void CheckFormula<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Prop.ForAll(RandomRows<T>(), drawn =>
        {
            (T[] rows, int size) = drawn;
            Normalizer<T> normalizer = Normalizer.MinMax<T>(rows, size, -2, 3);
            T[] applied = [.. rows.Select((x, i) => (x - normalizer.Offset[i % size]) / normalizer.Scale[i % size])];
            T[] inverted = [.. applied.Select((x, i) => (x * normalizer.Scale[i % size]) + normalizer.Offset[i % size])];
            T[] output = new T[rows.Length];
            normalizer.Apply(rows, output);
            bool isApplied = output.SequenceEqual(applied);
            normalizer.Invert(output, output);
            return isApplied && output.SequenceEqual(inverted);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Numbers up to a thousand, in 1 to 40 columns.</summary>
    private static Arbitrary<(T[] Rows, int Size)> RandomRows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gen.Choose(1, 40).Zip(Gen.Choose(1, 9)).Zip(Gen.Choose(0, int.MaxValue - 1)).Select(drawn =>
        {
            ((int size, int rows), int seed) = drawn;
            var random = new Random(seed);
            return (Enumerable.Range(0, rows * size).Select(_ => T.CreateTruncating((random.NextDouble() * 2000) - 1000)).ToArray(), size);
        }).ToArbitrary();
}
