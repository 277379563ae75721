using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>The padding of parameters and gradients is zero and stays zero.</summary>
[Trait("Category", "Numeric")]
public abstract class PaddingTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Sizes, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardLeavesThePaddingZero(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        ParameterVector<T> gradient = trial.NewGradient();

        trial.Network.Backward(trial.Input(0), trial.Target(0), gradient);

        CheckPadding(gradient, trial.Describe("gradient"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchLeavesThePaddingZero(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 19);
        ParameterVector<T> gradient = trial.NewGradient();

        trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient);

        CheckPadding(gradient, trial.Describe("gradient of a batch"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainingLeavesThePaddingZero(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 19);
        var optimizer = new SteepestDescent<T>(T.CreateChecked(0.01));

        trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer);
        trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer);

        CheckPadding(trial.Network.Parameters, trial.Describe("parameters after training"));
    }

    /// <summary>A batch of one, and one whose steps gradient descent makes within the gradient's own sums.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientDescentLeavesThePaddingZero(string network)
    {
        foreach (int samples in new[] { 1, 19 })
        {
            Trial<T> trial = Trial<T>.Of(network, samples);

            trial.Network.TrainBatch(trial.Inputs, trial.Targets, new Sgd<T>(T.CreateChecked(0.01)));

            CheckPadding(trial.Network.Parameters, trial.Describe("parameters after gradient descent"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void InfiniteTargetsLeaveThePaddingZero(string network)
    {
        foreach (int samples in new[] { 1, 19 })
        {
            Trial<T> trial = Trial<T>.Of(network, samples);
            T[] targets = new T[trial.Targets.Length];
            Array.Fill(targets, T.PositiveInfinity);
            ParameterVector<T> gradient = trial.NewGradient();

            trial.Network.BackwardBatch(trial.Inputs, targets, gradient);

            CheckPadding(gradient, trial.Describe("gradient for infinite targets"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void NewNetworksHaveZeroPadding(string network) =>
        CheckPadding(DeclaredNetworks.Find<T>(network).Create().Parameters, network);

    /// <summary>Overwrites all logical elements with zeros: what is left is padding.</summary>
    private static void CheckPadding(ParameterVector<T> vector, string what)
    {
        T[] logical = Numbers.Of(vector);
        vector.CopyFrom(new T[vector.Count]);
        int place = vector.Storage.IndexOfAnyExcept(T.Zero);
        Assert.True(place < 0, $"Padding of {what}: storage element {place} is {(place < 0 ? T.Zero : vector.Storage[place])}.");
        vector.CopyFrom(logical);
    }
}

public sealed class SinglePaddingTests : PaddingTests<float>;

public sealed class DoublePaddingTests : PaddingTests<double>;
