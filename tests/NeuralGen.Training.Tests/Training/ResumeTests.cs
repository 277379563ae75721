using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>A training that is interrupted anywhere and continued ends as if it had not been.</summary>
public sealed class ResumeTests
{
    [Fact]
    public void ClassifierGoesOnBitForBit() => Check<SmallClassifier, float>(() => new SmallClassifier());

    [Fact]
    public void RegressionGoesOnBitForBit() => Check<SmallRegression, double>(() => new SmallRegression());

    [Fact]
    public void DropoutGoesOnBitForBit() => Check<DroppingClassifier, float>(() => new DroppingClassifier());

    private static void Check<TNetwork, T>(Func<TNetwork> newNetwork)
        where TNetwork : class, INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue / 2).ToArbitrary(), seed =>
        {
            var training = new RandomTraining<TNetwork, T>(seed, newNetwork);
            using var file = new MissingFile();
            RandomTraining<TNetwork, T>.Outcome expected = training.Run();
            RandomTraining<TNetwork, T>.Outcome actual = training.RunWithInterruptions(seed, expected.BatchCount, file.Path);

            Assert.Equal(expected.Parameters, actual.Parameters);
            Assert.Equal(expected.Epochs, actual.Epochs);
            Assert.Equal((expected.LearningRate, expected.Best, expected.End), (actual.LearningRate, actual.Best, actual.End));
        }).QuickCheckThrowOnFailure();
    }
}
