using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>What calls before left in memory changes nothing.</summary>
[Trait("Category", "Numeric")]
public abstract class ScratchTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Lazy<Trial<T>[]> NotNumbers = new(DrawNotNumbers);

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    public static TheoryData<string> OddSizes => DeclaredNetworks.Names<T>(Family.Sizes);

    [Theory]
    [MemberData(nameof(Networks))]
    [MemberData(nameof(OddSizes))]
    public void ScratchFullOfNaNChangesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 9);
        ulong[] clean = EveryCall.Make(trial);

        FillScratchWithNaN();

        Assert.Equal(clean, EveryCall.Make(trial));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [MemberData(nameof(OddSizes))]
    public void GradientsAreOverwritten(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 9);
        ParameterVector<T> clean = trial.NewGradient();
        ParameterVector<T> dirty = trial.NewGradient();
        Fill(dirty, T.NaN);

        trial.Network.Backward(trial.Input(0), trial.Target(0), clean);
        trial.Network.Backward(trial.Input(0), trial.Target(0), dirty);

        Assert.Equal(Numbers.Bits<T>(Numbers.Of(clean)), Numbers.Bits<T>(Numbers.Of(dirty)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [MemberData(nameof(OddSizes))]
    public void BatchGradientsAreOverwritten(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 9);
        ParameterVector<T> clean = trial.NewGradient();
        ParameterVector<T> dirty = trial.NewGradient();
        Fill(dirty, T.NaN);

        trial.Network.BackwardBatch(trial.Inputs, trial.Targets, clean);
        trial.Network.BackwardBatch(trial.Inputs, trial.Targets, dirty);

        Assert.Equal(Numbers.Bits<T>(Numbers.Of(clean)), Numbers.Bits<T>(Numbers.Of(dirty)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [MemberData(nameof(OddSizes))]
    public void InputGradientsAreOverwritten(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        var clean = new T[trial.Architecture.Inputs];
        var dirty = new T[trial.Architecture.Inputs];
        dirty.AsSpan().Fill(T.NaN);

        trial.Network.Backward(trial.Input(0), trial.Target(0), trial.NewGradient(), clean);
        trial.Network.Backward(trial.Input(0), trial.Target(0), trial.NewGradient(), dirty);

        Assert.Equal(Numbers.Bits<T>(clean), Numbers.Bits<T>(dirty));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [MemberData(nameof(OddSizes))]
    public void OutputsAreOverwritten(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 9);
        var clean = new T[9 * trial.Architecture.Outputs];
        var dirty = new T[clean.Length];
        dirty.AsSpan().Fill(T.NaN);

        trial.Network.ForwardBatch(trial.Inputs, clean);
        trial.Network.ForwardBatch(trial.Inputs, dirty);

        Assert.Equal(Numbers.Bits<T>(clean), Numbers.Bits<T>(dirty));
    }

    /// <summary>Networks large and small run on NaN alone, on this thread.</summary>
    private static void FillScratchWithNaN()
    {
        foreach (Trial<T> trial in NotNumbers.Value)
        {
            var gradient = trial.NewGradient();
            trial.Network.Forward(trial.Input(0), new T[trial.Architecture.Outputs]);
            trial.Network.Backward(trial.Input(0), trial.Target(0), gradient, new T[trial.Architecture.Inputs]);
            trial.Network.ForwardBatch(trial.Inputs, new T[trial.Targets.Length]);
            trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient);
        }
    }

    private static Trial<T>[] DrawNotNumbers() =>
        [.. ContractNetworks.Names<T>().Select(row =>
        {
            Trial<T> trial = Trial<T>.Of(row.Data, samples: 40);
            Fill(trial.Network.Parameters, T.NaN);
            trial.Inputs.AsSpan().Fill(T.NaN);
            trial.Targets.AsSpan().Fill(T.NaN);
            return trial;
        })];

    private static void Fill(ParameterVector<T> vector, T value)
    {
        var values = new T[vector.Count];
        values.AsSpan().Fill(value);
        vector.CopyFrom(values);
    }
}

public sealed class SingleScratchTests : ScratchTests<float>;

public sealed class DoubleScratchTests : ScratchTests<double>;
