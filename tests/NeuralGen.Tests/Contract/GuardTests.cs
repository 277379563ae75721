using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>
/// Nothing is written outside the outputs or into the inputs. What lies around the inputs is NaN, so that a number
/// read from outside would spoil the results, which are compared as well.
/// </summary>
[Trait("Category", "Numeric")]
public abstract class GuardTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Samples = 7;

    private static readonly T Brick = T.CreateChecked(-77.25);

    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Sizes, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardStaysInside(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var input = new Guarded<T>(trial.Input(0), T.NaN);
        var output = new Guarded<T>(trial.Architecture.Outputs, Brick);

        trial.Network.Forward(input.Span, output.Span);

        output.CheckWalls(trial.Describe("output"));
        CheckUnchanged(trial.Input(0), input, trial.Describe("input"));
        Accuracy.Check<T>(trial.ReferenceOutput(0), output.Span, trial.Describe("output beside NaN"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatchStaysInside(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var inputs = new Guarded<T>(trial.Inputs, T.NaN);
        var outputs = new Guarded<T>(Samples * trial.Architecture.Outputs, Brick);

        trial.Network.ForwardBatch(inputs.Span, outputs.Span);

        outputs.CheckWalls(trial.Describe("outputs"));
        CheckUnchanged(trial.Inputs, inputs, trial.Describe("inputs"));
        Accuracy.Check<T>(trial.ReferenceOutputs(Samples), outputs.Span, trial.Describe("outputs beside NaN"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardStaysInside(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var input = new Guarded<T>(trial.Input(0), T.NaN);
        var target = new Guarded<T>(trial.Target(0), T.NaN);
        var inputGradient = new Guarded<T>(trial.Architecture.Inputs, Brick);
        ParameterVector<T> gradient = trial.NewGradient();

        trial.Network.Backward(input.Span, target.Span, gradient, inputGradient.Span);

        inputGradient.CheckWalls(trial.Describe("input gradient"));
        CheckUnchanged(trial.Input(0), input, trial.Describe("input"));
        CheckUnchanged(trial.Target(0), target, trial.Describe("target"));
        Accuracy.Check<T>(trial.ReferenceGradient(0).Input, inputGradient.Span, trial.Describe("input gradient beside NaN"));
        Accuracy.Check<T>(trial.ReferenceGradient(0).Parameters, Numbers.Of(gradient), trial.Describe("gradient beside NaN"), trial.Architecture.NameOf);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchStaysInside(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var inputs = new Guarded<T>(trial.Inputs, T.NaN);
        var targets = new Guarded<T>(trial.Targets, T.NaN);
        ParameterVector<T> expected = trial.NewGradient();
        ParameterVector<T> gradient = trial.NewGradient();
        trial.Network.BackwardBatch(trial.Inputs, trial.Targets, expected);

        trial.Network.BackwardBatch(inputs.Span, targets.Span, gradient);

        CheckUnchanged(trial.Inputs, inputs, trial.Describe("inputs"));
        CheckUnchanged(trial.Targets, targets, trial.Describe("targets"));
        Accuracy.Check<T>(Numbers.ToDouble<T>(Numbers.Of(expected)), Numbers.Of(gradient), trial.Describe("gradient beside NaN"), trial.Architecture.NameOf);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ParametersAreOnlyRead(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ulong[] before = Numbers.Bits<T>(trial.Network.Parameters.Storage);

        EveryCall.Make(trial);

        Assert.Equal(before, Numbers.Bits<T>(trial.Network.Parameters.Storage));
    }

    private static void CheckUnchanged(ReadOnlySpan<T> before, Guarded<T> after, string what)
    {
        after.CheckWalls(what);
        Assert.True(before.SequenceEqual(after.Span), $"{what} was changed.");
    }
}

public sealed class SingleGuardTests : GuardTests<float>;

public sealed class DoubleGuardTests : GuardTests<double>;
