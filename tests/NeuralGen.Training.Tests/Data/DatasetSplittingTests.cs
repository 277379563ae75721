using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Data;

public sealed class DatasetSplittingTests
{
    [Fact]
    public void OrderForASeedIsTheSameOnEveryMachine()
    {
        (Dataset<double> train, Dataset<double> validation, Dataset<double> test) = Numbered(10).SplitTrainValidationTest(0.2, 0.3, seed: 42);

        Assert.Equal("9 0 4 2 5 7 3 8 1 6", string.Join(' ', [.. Samples(test), .. Samples(validation), .. Samples(train)]));
    }

    [Theory]
    [InlineData(10, 0.2, 8, 2)]
    [InlineData(10, 0.25, 7, 3)]
    [InlineData(10, 0.24, 8, 2)]
    [InlineData(3, 0.4, 2, 1)]
    public void PartsHaveTheRoundedShares(int count, double share, int training, int testing)
    {
        (Dataset<double> train, Dataset<double> test) = Numbered(count).SplitTrainTest(share);

        Assert.Equal((training, testing), (train.Count, test.Count));
    }

    [Fact]
    public void EverySampleIsInOnePartWithItsTarget()
    {
        Prop.ForAll(Gen.Choose(20, 200).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary(), drawn =>
        {
            (int count, int seed) = drawn;
            (Dataset<double> train, Dataset<double> validation, Dataset<double> test) =
                Numbered(count).SplitTrainValidationTest(0.1 + (seed % 5 * 0.05), 0.3, seed, stratify: seed % 2 == 0);
            int[] all = [.. Samples(train), .. Samples(validation), .. Samples(test)];
            bool targetsBelong = new[] { train, validation, test }.All(part =>
                Enumerable.Range(0, part.Count).All(i => part.Target(i).IndexOf(1) == (int)part.Input(i)[0] % 3));
            return all.Order().SequenceEqual(Enumerable.Range(0, count)) && targetsBelong;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void SameSeedGivesTheSameParts() =>
        Assert.Equal(Samples(Numbered(50).SplitTrainTest(0.3, seed: 7).Train), Samples(Numbered(50).SplitTrainTest(0.3, seed: 7).Train));

    [Fact]
    public void OtherSeedGivesOtherParts() =>
        Assert.NotEqual(Samples(Numbered(50).SplitTrainTest(0.3, seed: 7).Test), Samples(Numbered(50).SplitTrainTest(0.3, seed: 8).Test));

    [Fact]
    public void ValidationPartDoesNotChangeTheTestPart() => Assert.Equal(
        Samples(Numbered(50).SplitTrainTest(0.3, seed: 7).Test), Samples(Numbered(50).SplitTrainValidationTest(0.2, 0.3, seed: 7).Test));

    [Fact]
    public void PartsAreCopies()
    {
        double[] inputs = [0, 1, 2, 3];
        (Dataset<double> train, _) = new Dataset<double>(inputs, inputs, 1, 1).SplitTrainTest(0.5);
        double[] before = train.Inputs.ToArray();

        inputs.AsSpan().Fill(9);

        Assert.Equal(before, train.Inputs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StratifiedPartsHaveEachClassInProportion(bool isBinary)
    {
        // 60 of class 0, 30 of class 1 and, but for the binary one, 10 of class 2.
        int count = isBinary ? 90 : 100;
        int[] classes = [.. Enumerable.Range(0, count).Select(i => i < 60 ? 0 : i < 90 ? 1 : 2)];
        double[] inputs = [.. classes.Select(value => (double)value)];
        Dataset<double> samples = isBinary ? new(inputs, inputs, 1, 1) : Dataset.FromLabels(inputs, classes, 1, 3);

        (Dataset<double> train, Dataset<double> validation, Dataset<double> test) = samples.SplitTrainValidationTest(0.1, 0.2, seed: 3, stratify: true);

        Assert.Equal(isBinary ? [42, 21, 6, 3, 12, 6] : [42, 21, 7, 6, 3, 1, 12, 6, 2], Counts(train).Concat(Counts(validation)).Concat(Counts(test)));

        static int[] Counts(Dataset<double> part) => [.. part.Inputs.ToArray().GroupBy(value => value).OrderBy(group => group.Key).Select(group => group.Count())];
    }

    [Fact]
    public void StratifiedPartsMixTheClasses()
    {
        double[] inputs = [.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0.0 : 1)];

        (Dataset<double> train, _) = new Dataset<double>(inputs, inputs, 1, 1).SplitTrainTest(0.2, stratify: true);

        Assert.NotEqual(train.Inputs.ToArray().Order(), train.Inputs.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void ShareOutsideIsNamed(double share)
    {
        Assert.Throws<ArgumentOutOfRangeException>("testShare", () => Numbered(10).SplitTrainTest(share));
        Assert.Throws<ArgumentOutOfRangeException>("validationShare", () => Numbered(10).SplitTrainValidationTest(share, 0.1));
    }

    [Theory]
    [InlineData(10, 0.01, 0.5, "Each part must have at least one sample; 10 samples split into 5 for training, 0 for validation, 5 for test: none is left for validation.")]
    [InlineData(10, 0.5, 0.5, "Each part must have at least one sample; 10 samples split into 0 for training, 5 for validation, 5 for test: none is left for training.")]
    [InlineData(10, 0.8, 0.7, "Each part must have at least one sample; 10 samples split into -5 for training, 8 for validation, 7 for test: none is left for training.")]
    public void PartWithoutSamplesIsRefused(int count, double validationShare, double testShare, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Numbered(count).SplitTrainValidationTest(validationShare, testShare));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void ClassWithFewerSamplesThanPartsIsRefused()
    {
        Dataset<double> samples = Dataset.FromLabels(new double[10], [0, 0, 0, 0, 0, 0, 0, 0, 2, 2], 1, 3);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => samples.SplitTrainValidationTest(0.2, 0.2, stratify: true));

        Assert.Equal("To keep the shares of classes in 3 parts each class must have at least 3 samples; class 2 has 2.", exception.Message);
    }

    [Theory]
    [InlineData(new[] { 1.0, 0, 0.5, 0.5 })]
    [InlineData(new[] { 1.0, 0, 0, 0 })]
    [InlineData(new[] { 1.0, 0, 1, 1 })]
    public void TargetsThatAreNoClassesCannotBeStratified(double[] targets)
    {
        var samples = new Dataset<double>(new double[2], targets, 1, 2);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => samples.SplitTrainTest(0.5, stratify: true));

        Assert.StartsWith("To keep the shares of classes the targets must be classes, one 1 and otherwise 0; that of sample 1 is not.", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Samples whose input is their index and whose class that modulo 3.</summary>
    private static Dataset<double> Numbered(int count) => Dataset.FromLabels(
        [.. Enumerable.Range(0, count).Select(i => (double)i)], [.. Enumerable.Range(0, count).Select(i => i % 3)], 1, 3);

    private static int[] Samples(Dataset<double> part) => [.. part.Inputs.ToArray().Select(value => (int)value)];
}
