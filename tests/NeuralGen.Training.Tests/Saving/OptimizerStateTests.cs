using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Saving;

/// <summary>An optimiser that was interrupted and continued takes, to the last bit, the steps of one that was not.</summary>
public sealed class OptimizerStateTests
{
    private static readonly Dictionary<string, (Func<Optimizer<float>> Saved, Func<Optimizer<float>> Restored, string Message)> Settings = new()
    {
        ["beta1"] = (() => new Adam<float>(1) { Beta1 = 0.8 }, () => new Adam<float>(1), "Beta1 of Adam is 0.8 in the state and 0.9 in the object to restore; they must agree."),
        ["beta2"] = (() => new AdamW<float>(1) { Beta2 = 0.8 }, () => new AdamW<float>(1), "Beta2 of AdamW is 0.8 in the state and 0.999 in the object to restore; they must agree."),
        ["epsilon"] = (() => new Adam<float>(1) { Epsilon = 1e-7 }, () => new Adam<float>(1), "Epsilon of Adam is 1E-07 in the state and 1E-08 in the object to restore; they must agree."),
        ["AMSGrad"] = (() => new Adam<float>(1) { AmsGrad = true }, () => new Adam<float>(1), "AmsGrad of Adam is true in the state and false in the object to restore; they must agree."),
        ["weight decay"] = (() => new Sgd<float>(1) { WeightDecay = 0.1 }, () => new Sgd<float>(1), "WeightDecay of Sgd is 0.1 in the state and 0 in the object to restore; they must agree."),
        ["biases"] = (() => new Sgd<float>(1) { DecayBiases = true }, () => new Sgd<float>(1), "DecayBiases of Sgd is true in the state and false in the object to restore; they must agree."),
        ["momentum"] = (() => new Sgd<float>(1) { Momentum = 0.9 }, () => new Sgd<float>(1), "Momentum of Sgd is 0.9 in the state and 0 in the object to restore; they must agree."),
        ["dampening"] = (() => new Sgd<float>(1) { Dampening = 0.5 }, () => new Sgd<float>(1), "Dampening of Sgd is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["Nesterov"] = (() => new Sgd<float>(1) { Momentum = 0.5, Nesterov = true }, () => new Sgd<float>(1) { Momentum = 0.5 }, "Nesterov of Sgd is true in the state and false in the object to restore; they must agree."),
        ["alpha"] = (() => new RmsProp<float>(1) { Alpha = 0.5 }, () => new RmsProp<float>(1), "Alpha of RmsProp is 0.5 in the state and 0.99 in the object to restore; they must agree."),
        ["RmsProp's epsilon"] = (() => new RmsProp<float>(1) { Epsilon = 0.5 }, () => new RmsProp<float>(1), "Epsilon of RmsProp is 0.5 in the state and 1E-08 in the object to restore; they must agree."),
        ["RmsProp's momentum"] = (() => new RmsProp<float>(1) { Momentum = 0.5 }, () => new RmsProp<float>(1), "Momentum of RmsProp is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["centred"] = (() => new RmsProp<float>(1) { Centered = true }, () => new RmsProp<float>(1), "Centered of RmsProp is true in the state and false in the object to restore; they must agree."),
        ["rate's decay"] = (() => new Adagrad<float>(1) { LearningRateDecay = 0.5 }, () => new Adagrad<float>(1), "LearningRateDecay of Adagrad is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["accumulator"] = (() => new Adagrad<float>(1) { InitialAccumulator = 0.5 }, () => new Adagrad<float>(1), "InitialAccumulator of Adagrad is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["Adagrad's epsilon"] = (() => new Adagrad<float>(1) { Epsilon = 0.5 }, () => new Adagrad<float>(1), "Epsilon of Adagrad is 0.5 in the state and 1E-10 in the object to restore; they must agree."),
        ["largest norm"] = (() => Clipped(new Sgd<float>(1), maxNorm: 2), () => Clipped(new Sgd<float>(1)), "MaxNorm of ClippedGradient is 2 in the state and Infinity in the object to restore; they must agree."),
        ["largest value"] = (() => Clipped(new Sgd<float>(1), maxValue: 2), () => Clipped(new Sgd<float>(1)), "MaxValue of ClippedGradient is 2 in the state and Infinity in the object to restore; they must agree."),
        ["L1"] = (() => Regularized(new Sgd<float>(1), l1: 0.5), () => Regularized(new Sgd<float>(1)), "L1 of RegularizedGradient is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["L2"] = (() => Regularized(new Sgd<float>(1), l2: 0.5), () => Regularized(new Sgd<float>(1)), "L2 of RegularizedGradient is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["regularised biases"] = (() => Regularized(new Sgd<float>(1), biases: true), () => Regularized(new Sgd<float>(1)), "RegularizeBiases of RegularizedGradient is true in the state and false in the object to restore; they must agree."),
        ["regularised setting"] = (() => Regularized(new Sgd<float>(1) { Momentum = 0.5 }), () => Regularized(new Sgd<float>(1)), "optimizer.Momentum of RegularizedGradient is 0.5 in the state and 0 in the object to restore; they must agree."),
        ["clipped kind"] = (() => Clipped(new Sgd<float>(1)), () => Clipped(new Adagrad<float>(1)), "optimizer.Kind of ClippedGradient is Sgd in the state and Adagrad in the object to restore; they must agree."),
        ["clipped setting"] = (() => Clipped(new Sgd<float>(1) { Momentum = 0.5 }), () => Clipped(new Sgd<float>(1)), "optimizer.Momentum of ClippedGradient is 0.5 in the state and 0 in the object to restore; they must agree."),
    };

    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, OptimizerCase.Kinds)];

    public static TheoryData<string> SettingNames => [.. Settings.Keys];

    [Fact]
    public void RestoredOptimizerTakesTheSameSteps() => CheckRestored<float>(state => state);

    [Fact]
    public void RestoredOptimizerTakesTheSameStepsInDoublePrecision() => CheckRestored<double>(state => state);

    [Fact]
    public void OptimizerRestoredFromAFileTakesTheSameSteps() => CheckRestored<float>(ThroughAFile);

    [Fact]
    public void OptimizerRestoredFromAFileTakesTheSameStepsInDoublePrecision() => CheckRestored<double>(ThroughAFile);

    [Fact]
    public void StepsAfterwardsDoNotChangeACapturedState()
    {
        var optimizer = new Adam<float>(0.1f);
        ParameterVector<float> parameters = RandomSteps.Start<float>(1);
        RandomSteps.Take(optimizer, parameters, 1, 0, 3);
        OptimizerState<float> state = optimizer.CaptureState();
        byte[] before = SafetensorsBytes.BitsOf(state.Vectors["second_moment"]);

        RandomSteps.Take(optimizer, parameters, 1, 3, 1);

        Assert.Equal(before, SafetensorsBytes.BitsOf(state.Vectors["second_moment"]));
    }

    [Fact]
    public void StepsAfterwardsDoNotChangeARestoredState()
    {
        var optimizer = new Adam<float>(0.1f);
        ParameterVector<float> parameters = RandomSteps.Start<float>(1);
        RandomSteps.Take(optimizer, parameters, 1, 0, 3);
        OptimizerState<float> state = optimizer.CaptureState();
        byte[] before = SafetensorsBytes.BitsOf(state.Vectors["second_moment"]);
        var other = new Adam<float>(0.1f);
        other.RestoreState(state);

        RandomSteps.Take(other, parameters, 1, 3, 1);

        Assert.Equal(before, SafetensorsBytes.BitsOf(state.Vectors["second_moment"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StateBeforeTheFirstStepForgetsSteps(int kind)
    {
        OptimizerCase drawn = OptimizerCase.Of(kind, 5);
        OptimizerState<float> state = drawn.Create<float>().CaptureState();
        Optimizer<float> optimizer = drawn.Create<float>();
        RandomSteps.Take(optimizer, RandomSteps.Start<float>(1), 1, 0, 3);

        optimizer.RestoreState(state);

        AssertSameSteps(drawn.Create<float>(), optimizer);
    }

    [Fact]
    public void LearningRateIsRestored()
    {
        var optimizer = new Sgd<float>(0.5f) { LearningRate = 0.125f };
        var other = new Sgd<float>(0.5f);

        other.RestoreState(optimizer.CaptureState());

        Assert.Equal(0.125f, other.LearningRate);
    }

    [Fact]
    public void LearningRateWithinClippedGradientIsRestored()
    {
        var optimizer = new ClippedGradient<float>(new Sgd<float>(0.5f)) { LearningRate = 0.125f };
        var inner = new Sgd<float>(0.5f);

        new ClippedGradient<float>(inner).RestoreState(optimizer.CaptureState());

        Assert.Equal(0.125f, inner.LearningRate);
    }

    [Fact]
    public void StepCountIsRestored()
    {
        var optimizer = new Adagrad<double>(0.5);
        RandomSteps.Take(optimizer, RandomSteps.Start<double>(1), 1, 0, 7);
        var other = new Adagrad<double>(0.5);

        other.RestoreState(optimizer.CaptureState());

        Assert.Equal(7, other.StepCount);
    }

    [Fact]
    public void StateOfAnotherKindIsRefused() => AssertRefused(
        new Adam<float>(0.1f).CaptureState(), new Sgd<float>(0.1f), "Expected the state of Sgd; found that of Adam.");

    [Fact]
    public void StateOfARelatedKindIsRefused() => AssertRefused(
        new Adam<float>(0.1f) { WeightDecay = 0.01 }.CaptureState(), new AdamW<float>(0.1f), "Expected the state of AdamW; found that of Adam.");

    [Theory]
    [MemberData(nameof(SettingNames))]
    public void OtherSettingIsNamed(string name)
    {
        (Func<Optimizer<float>> saved, Func<Optimizer<float>> restored, string message) = Settings[name];

        AssertRefused(saved().CaptureState(), restored(), message);
    }

    [Fact]
    public void MissingVectorIsNamed()
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", 3);
        state.AddVector("first_moment", RandomSteps.Start<float>(1));

        AssertRefused(state, new Adam<float>(0.1f), "The state of Adam has no vector 'second_moment'.");
    }

    [Fact]
    public void VectorTooManyIsNamed()
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", 3);
        state.AddVector("first_moment", RandomSteps.Start<float>(1));
        state.AddVector("second_moment", RandomSteps.Start<float>(1));
        state.AddVector("third_moment", RandomSteps.Start<float>(1));

        AssertRefused(state, new Adam<float>(0.1f), "The state of Adam has a vector 'third_moment', which is unknown.");
    }

    [Fact]
    public void VectorsOfDifferentLayoutsAreRefused()
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", 3);
        state.AddVector("first_moment", RandomSteps.Start<float>(1));
        state.AddVector("second_moment", new ParameterVector<float>(new ParameterLayout(1, new TensorLayout("a", [1], 0, [1]))));

        AssertRefused(
            state, new Adam<float>(0.1f),
            "The vectors of the state of Adam must have one layout. Expected dense1.weight [2, 3], dense1.bias [2]; 'second_moment' has a [1].");
    }

    [Fact]
    public void MissingCountIsNamed() => AssertRefused(AdamState(), new Adam<float>(0.1f), "The state of Adam has no count 'step'.");

    [Fact]
    public void NumberTooManyIsNamed()
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", 0);
        state.AddNumber("beta", 1);

        AssertRefused(state, new Adam<float>(0.1f), "The state of Adam has a number 'beta', which is unknown.");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    public void StepsWithoutVectorsAreRefused(int steps)
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", steps);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Adam<float>(0.1f).RestoreState(state));

        Assert.StartsWith($"The count 'step' of a state of Adam without vectors must be 0; it is {steps}.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(float.PositiveInfinity)]
    public void LearningRateThatIsNoneIsRefused(float rate)
    {
        var state = new OptimizerState<float>("SteepestDescent", rate);

        Assert.Throws<ArgumentException>("state", () => new SteepestDescent(0.1f).RestoreState(state));
    }

    [Fact]
    public void RefusedStateLeavesTheOptimizerAsItWas()
    {
        OptimizerState<float> state = AdamState();
        state.AddCount("step", 3);
        var optimizer = new Adam<float>(0.1f);
        RandomSteps.Take(optimizer, RandomSteps.Start<float>(1), 1, 0, 3);
        OptimizerState<float> before = optimizer.CaptureState();

        Assert.Throws<ArgumentException>(() => optimizer.RestoreState(state));

        var same = new Adam<float>(0.1f);
        same.RestoreState(before);
        AssertSameSteps(same, optimizer);
    }

    [Fact]
    public void RefusedPartLeavesTheOptimizerAsItWas()
    {
        var inner = new Sgd<float>(0.25f);
        var optimizer = new ClippedGradient<float>(inner);
        var clipped = new OptimizerState<float>("ClippedGradient", 0.5f);
        clipped.AddSetting("MaxNorm", double.PositiveInfinity);
        clipped.AddSetting("MaxValue", double.PositiveInfinity);
        OptimizerState<float> part = inner.CaptureState();
        part.AddCount("step", 1);
        clipped.AddPart("optimizer", part);

        AssertRefused(clipped, optimizer, "The state of Sgd has a count 'step', which is unknown.");
        Assert.Equal(0.25f, inner.LearningRate);
    }

    [Fact]
    public void RestoredOptimizerStillServesOneLayout()
    {
        var optimizer = new Adam<float>(0.1f);
        RandomSteps.Take(optimizer, RandomSteps.Start<float>(1), 1, 0, 1);
        var other = new Adam<float>(0.1f);
        other.RestoreState(optimizer.CaptureState());
        var layout = new ParameterLayout(1, new TensorLayout("a", [1], 0, [1]));

        Assert.Throws<ArgumentException>("parameters", () => other.Step(new ParameterVector<float>(layout), new ParameterVector<float>(layout)));
    }

    [Fact]
    public void OptimizerOfAUsersOwnWithoutStateNeedsNothing()
    {
        var optimizer = new SteepestDescent(0.5f) { LearningRate = 0.25f };
        var other = new SteepestDescent(0.5f);

        other.RestoreState(optimizer.CaptureState());

        Assert.Equal(0.25f, other.LearningRate);
    }

    [Fact]
    public void OptimizerOfAUsersOwnWithStateTakesPart()
    {
        var optimizer = new Counting { Limit = 10 };
        RandomSteps.Take(optimizer, RandomSteps.Start<float>(1), 1, 0, 4);
        var other = new Counting { Limit = 10 };

        other.RestoreState(ThroughAFile(optimizer.CaptureState()));

        Assert.Equal((4, 0.4), (other.Steps, other.Sum));
    }

    private static void CheckRestored<T>(Func<OptimizerState<T>, OptimizerState<T>> carry)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arbitrary<(OptimizerCase, int, int)> cases = OptimizerCase.Any.Generator.Zip(Gen.Choose(0, 5)).Zip(Gen.Choose(1, 5))
            .Select(drawn => (drawn.Item1.Item1, drawn.Item1.Item2, drawn.Item2)).ToArbitrary();
        Prop.ForAll(cases, ((OptimizerCase Case, int Before, int After) drawn) =>
        {
            Optimizer<T> optimizer = drawn.Case.Create<T>();
            ParameterVector<T> parameters = RandomSteps.Start<T>(drawn.Case.Seed);
            RandomSteps.Take(optimizer, parameters, drawn.Case.Seed, 0, drawn.Before);
            optimizer.LearningRate *= T.CreateTruncating(0.7);

            Optimizer<T> other = drawn.Case.Create<T>();
            other.RestoreState(carry(optimizer.CaptureState()));
            var continued = new ParameterVector<T>(parameters.Layout);
            continued.CopyFrom(parameters);

            RandomSteps.Take(optimizer, parameters, drawn.Case.Seed, drawn.Before, drawn.After);
            RandomSteps.Take(other, continued, drawn.Case.Seed, drawn.Before, drawn.After);
            return SafetensorsBytes.BitsOf(parameters).SequenceEqual(SafetensorsBytes.BitsOf(continued));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static OptimizerState<T> ThroughAFile<T>(OptimizerState<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        new Checkpoint<T>(RandomSteps.Start<T>(1)) { Optimizer = state }.Write(stream);
        stream.Position = 0;
        return Checkpoint<T>.Read(stream, SafetensorsBytes.Layout).Optimizer!;
    }

    private static void AssertSameSteps(Optimizer<float> expected, Optimizer<float> actual)
    {
        ParameterVector<float> one = RandomSteps.Start<float>(2);
        ParameterVector<float> other = RandomSteps.Start<float>(2);
        RandomSteps.Take(expected, one, 2, 0, 3);
        RandomSteps.Take(actual, other, 2, 0, 3);
        Assert.Equal(SafetensorsBytes.BitsOf(one), SafetensorsBytes.BitsOf(other));
    }

    private static void AssertRefused(OptimizerState<float> state, Optimizer<float> optimizer, string message)
    {
        ArgumentException exception = Assert.ThrowsAny<ArgumentException>(() => optimizer.RestoreState(state));

        Assert.Equal(message, exception.Message);
    }

    private static OptimizerState<float> AdamState()
    {
        var state = new OptimizerState<float>("Adam", 0.1f);
        foreach ((string name, string value) in new Adam<float>(0.1f).CaptureState().Settings)
        {
            state.AddSetting(name, value);
        }

        return state;
    }

    private static ClippedGradient<float> Clipped(
        Optimizer<float> optimizer, double maxNorm = double.PositiveInfinity, double maxValue = double.PositiveInfinity) =>
        new(optimizer) { MaxNorm = maxNorm, MaxValue = maxValue };

    private static RegularizedGradient<float> Regularized(Optimizer<float> optimizer, double l1 = 0, double l2 = 0, bool biases = false) =>
        new(optimizer) { L1 = l1, L2 = l2, RegularizeBiases = biases };

    private sealed class SteepestDescent(float rate) : Optimizer<float>(rate)
    {
        public override void Step(ParameterVector<float> parameters, ParameterVector<float> gradient)
        {
        }
    }

    private sealed class Counting : Optimizer<float>
    {
        public int Limit { get; init; }

        public int Steps { get; private set; }

        public double Sum { get; private set; }

        public override void Step(ParameterVector<float> parameters, ParameterVector<float> gradient)
        {
            Steps++;
            Sum += 0.1;
        }

        protected override void DescribeState(OptimizerState<float> state)
        {
            state.AddSetting(nameof(Limit), Limit);
            state.AddCount("steps", Steps);
            state.AddNumber("sum", Sum);
        }

        protected override void ReadState(OptimizerState<float> state)
        {
            state.ThrowUnlessOf(["steps"], ["sum"]);
            Steps = (int)state.Counts["steps"];
            Sum = state.Numbers["sum"];
        }
    }
}
