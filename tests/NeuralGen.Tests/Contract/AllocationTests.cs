using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>No call allocates after the first.</summary>
[Trait("Category", "Numeric")]
public abstract class AllocationTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Samples = 33;

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var output = new T[trial.Architecture.Outputs];
        Allocations.CheckNone(() => trial.Network.Forward(trial.Input(0), output));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var outputs = new T[Samples * trial.Architecture.Outputs];
        Allocations.CheckNone(() => trial.Network.ForwardBatch(trial.Inputs, outputs));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ComputeLossAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        Allocations.CheckNone(() => trial.Network.ComputeLoss(trial.Input(0), trial.Target(0)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        Allocations.CheckNone(() => trial.Network.Backward(trial.Input(0), trial.Target(0), gradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardToTheInputAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        var inputGradient = new T[trial.Architecture.Inputs];
        Allocations.CheckNone(() => trial.Network.Backward(trial.Input(0), trial.Target(0), gradient, inputGradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        Allocations.CheckNone(() => trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var optimizer = new SteepestDescent<T>(T.Zero);
        Allocations.CheckNone(() => trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer));
    }
}

[Collection(AllocationCollection.Name)]
public sealed class SingleAllocationTests : AllocationTests<float>;

[Collection(AllocationCollection.Name)]
public sealed class DoubleAllocationTests : AllocationTests<double>;
