namespace NeuralGen.Tests.Runtime;

public sealed class ScheduleTests
{
    [Fact]
    public void StepsFallByTheFactor() =>
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Rates(new StepSchedule(3, 0.5), 7), Close);

    [Fact]
    public void ExponentialFallsEveryEpoch() => Assert.Equal([1, 0.5, 0.25, 0.125], Rates(new ExponentialSchedule(0.5), 4), Close);

    [Fact]
    public void CosineIsLowestAtItsEndAndRisesAgain() =>
        Assert.Equal([1, 0.1 + (0.45 * (1 + Math.Sqrt(0.5))), 0.55, 0.1 + (0.45 * (1 - Math.Sqrt(0.5))), 0.1, 0.1 + (0.45 * (1 - Math.Sqrt(0.5)))], Rates(new CosineSchedule(4) { Lowest = 0.1 }, 6), Close);

    [Fact]
    public void WarmUpBeginsAtTheShareGiven() =>
        Assert.Equal([0.2, 0.4, 0.6, 0.8, 1, 0.5, 0], Rates(new CosineSchedule(2) { WarmUp = 4, WarmUpStart = 0.2 }, 7), Close);

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void WarmUpStartMustBeAShare(double start) =>
        Assert.Throws<ArgumentOutOfRangeException>("WarmUpStart", () => new CosineSchedule(2) { WarmUpStart = start });

    [Fact]
    public void PlateauBeginsAnewWithAnotherTraining()
    {
        var schedule = new PlateauSchedule { Factor = 0.5, Patience = 0 };
        double[] First() => [schedule.RateOf(1, 0, null), schedule.RateOf(1, 1, 5), schedule.RateOf(1, 2, 5), schedule.RateOf(1, 3, 5)];
        double[] first = First();

        Assert.Equal([1, 1, 0.5, 0.25], first);
        Assert.Equal(first, First());
    }

    [Fact]
    public void WarmUpRisesInAStraightLine() => Assert.Equal([0.25, 0.5, 0.75, 1, 0.5, 0], Rates(new CosineSchedule(2) { WarmUp = 3 }, 6), Close);

    [Fact]
    public void PlateauLowersTheRateWhenPatienceEnds()
    {
        var schedule = new PlateauSchedule { Factor = 0.5, Patience = 1, Threshold = 0.1 };

        // 0.95 is not better than 1 by a tenth, so the second epoch in a row without a better loss lowers the rate.
        double[] losses = [1, 0.95, 0.94, 0.5, 0.5, 0.5, 0.5];
        double[] rates = [.. losses.Select((loss, epoch) => schedule.RateOf(1, epoch + 1, loss))];

        Assert.Equal([1, 1, 0.5, 0.5, 0.5, 0.25, 0.25], rates, Close);
    }

    [Fact]
    public void EpochsOfCoolDownDoNotCount()
    {
        var schedule = new PlateauSchedule { Factor = 0.5, Patience = 0, CoolDown = 2 };

        double[] rates = [.. Enumerable.Range(0, 7).Select(epoch => schedule.RateOf(1, epoch, 1))];

        Assert.Equal([1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25], rates, Close);
    }

    [Fact]
    public void PlateauStopsAtTheLowestRate()
    {
        var schedule = new PlateauSchedule { Factor = 0.1, Patience = 0, Lowest = 0.05 };

        double[] rates = [.. Enumerable.Range(0, 4).Select(epoch => schedule.RateOf(1, epoch, 1))];

        Assert.Equal([1, 0.1, 0.05, 0.05], rates, Close);
    }

    [Fact]
    public void NonsenseIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule(1) { Lowest = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule { Factor = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule { Patience = -1 });
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-15;

    private static double[] Rates(LearningRateSchedule schedule, int epochs) =>
        [.. Enumerable.Range(0, epochs).Select(epoch => schedule.RateOf(1, epoch, null))];
}
