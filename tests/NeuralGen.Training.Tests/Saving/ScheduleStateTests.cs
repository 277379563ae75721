using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Saving;

public sealed class ScheduleStateTests
{
    private static readonly Dictionary<string, (LearningRateSchedule Saved, LearningRateSchedule Restored, string Message)> Settings = new()
    {
        ["kind"] = (new ExponentialSchedule(0.5), new StepSchedule(1, 0.5), "Expected the state of StepSchedule; found that of ExponentialSchedule."),
        ["step's epochs"] = (new StepSchedule(2), new StepSchedule(3), Message("Epochs of StepSchedule is 2 in the state and 3")),
        ["step's factor"] = (new StepSchedule(2, 0.5), new StepSchedule(2, 0.25), Message("Factor of StepSchedule is 0.5 in the state and 0.25")),
        ["exponential's factor"] = (new ExponentialSchedule(0.5), new ExponentialSchedule(0.25), Message("Factor of ExponentialSchedule is 0.5 in the state and 0.25")),
        ["cosine's epochs"] = (new CosineSchedule(2), new CosineSchedule(3), Message("Epochs of CosineSchedule is 2 in the state and 3")),
        ["cosine's warm-up"] = (new CosineSchedule(2) { WarmUp = 1 }, new CosineSchedule(2), Message("WarmUp of CosineSchedule is 1 in the state and 0")),
        ["cosine's lowest"] = (new CosineSchedule(2) { Lowest = 0.5 }, new CosineSchedule(2), Message("Lowest of CosineSchedule is 0.5 in the state and 0")),
        ["plateau's factor"] = (new PlateauSchedule { Factor = 0.5 }, new PlateauSchedule(), Message("Factor of PlateauSchedule is 0.5 in the state and 0.1")),
        ["plateau's patience"] = (new PlateauSchedule { Patience = 5 }, new PlateauSchedule(), Message("Patience of PlateauSchedule is 5 in the state and 10")),
        ["plateau's threshold"] = (new PlateauSchedule { Threshold = 0.5 }, new PlateauSchedule(), Message("Threshold of PlateauSchedule is 0.5 in the state and 0.0001")),
        ["plateau's cool-down"] = (new PlateauSchedule { CoolDown = 5 }, new PlateauSchedule(), Message("CoolDown of PlateauSchedule is 5 in the state and 0")),
        ["plateau's lowest"] = (new PlateauSchedule { Lowest = 0.5 }, new PlateauSchedule(), Message("Lowest of PlateauSchedule is 0.5 in the state and 0")),
    };

    public static TheoryData<string> SettingNames => [.. Settings.Keys];

    [Fact]
    public void RestoredPlateauScheduleGivesTheSameRates()
    {
        Arbitrary<(int, int)> cases = Gen.Choose(0, 12).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary();
        Prop.ForAll(cases, ((int Before, int Seed) drawn) =>
        {
            var random = new Random(drawn.Seed);
            double?[] losses = [null, .. Enumerable.Range(0, 19).Select(_ => (double?)Math.Round(random.NextDouble(), 1))];
            (double factor, int patience, int coolDown) = (random.NextDouble() + 1e-3, random.Next(3), random.Next(3));
            PlateauSchedule Create() => new() { Factor = Math.Min(1, factor), Patience = patience, CoolDown = coolDown, Threshold = 0.01, Lowest = 1e-6 };
            PlateauSchedule schedule = Create();
            _ = Rates(schedule, losses, 0, drawn.Before);
            PlateauSchedule restored = Create();
            restored.RestoreState(ThroughAFile(schedule.CaptureState()));

            return Rates(schedule, losses, drawn.Before, 20).SequenceEqual(Rates(restored, losses, drawn.Before, 20));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [MemberData(nameof(SettingNames))]
    public void OtherScheduleIsNamed(string name)
    {
        (LearningRateSchedule saved, LearningRateSchedule restored, string message) = Settings[name];

        ArgumentException exception = Assert.Throws<ArgumentException>(() => restored.RestoreState(saved.CaptureState()));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void CountOutsideItsRangeLeavesTheScheduleAsItWas()
    {
        var saved = new PlateauSchedule();
        SavedState sound = saved.CaptureState();
        var damaged = new SavedState(sound.Kind);
        foreach ((string name, string value) in sound.Settings)
        {
            damaged.AddSetting(name, value);
        }

        damaged.AddCount("bad_epochs", 3);
        damaged.AddCount("cool_down_left", -1);
        damaged.AddNumber("best", 0.5);
        damaged.AddNumber("rate", 0.5);
        var schedule = new PlateauSchedule();

        Assert.Throws<ArgumentException>("state", () => schedule.RestoreState(damaged));

        Assert.Equal(sound.Counts, schedule.CaptureState().Counts);
    }

    [Fact]
    public void ScheduleOfAUsersOwnWithoutStateNeedsNothing()
    {
        Exception? exception = Record.Exception(() => new Half().RestoreState(new Half().CaptureState()));

        Assert.Null(exception);
    }

    private static string Message(string difference) => $"{difference} in the object to restore; they must agree.";

    private static double[] Rates(LearningRateSchedule schedule, double?[] losses, int first, int end) =>
        [.. Enumerable.Range(first, end - first).Select(epoch => schedule.RateOf(0.1, epoch, losses[epoch]))];

    private static SavedState ThroughAFile(SavedState state)
    {
        using var stream = new MemoryStream();
        new Checkpoint<float>(RandomSteps.Start<float>(1)) { Schedule = state }.Write(stream);
        stream.Position = 0;
        return Checkpoint<float>.Read(stream, SafetensorsBytes.Layout).Schedule!;
    }

    private sealed class Half : LearningRateSchedule
    {
        public override double RateOf(double firstRate, int epoch, double? loss) => firstRate / 2;
    }
}
