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
        CheckAllocations(() => trial.Network.Forward(trial.Input(0), output));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var outputs = new T[Samples * trial.Architecture.Outputs];
        CheckAllocations(() => trial.Network.ForwardBatch(trial.Inputs, outputs));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ComputeLossAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        CheckAllocations(() => trial.Network.ComputeLoss(trial.Input(0), trial.Target(0)));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        CheckAllocations(() => trial.Network.Backward(trial.Input(0), trial.Target(0), gradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardToTheInputAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        var inputGradient = new T[trial.Architecture.Inputs];
        CheckAllocations(() => trial.Network.Backward(trial.Input(0), trial.Target(0), gradient, inputGradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        ParameterVector<T> gradient = trial.NewGradient();
        CheckAllocations(() => trial.Network.BackwardBatch(trial.Inputs, trial.Targets, gradient));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainBatchAllocatesNothing(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, Samples);
        var optimizer = new SteepestDescent<T>(T.Zero);
        CheckAllocations(() => trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer));
    }

    /// <summary>
    /// Calls until ten calls in a row allocate nothing, three times at most: what a call allocates shows in every round;
    /// what the runtime allocates on this thread when it replaces a method by a faster one shows once.
    /// </summary>
    private static void CheckAllocations(Action call)
    {
        call();
        long allocated = long.MaxValue;
        for (int round = 0; round < 3 && allocated != 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
            {
                call();
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }
}

[Collection(AllocationCollection.Name)]
public sealed class SingleAllocationTests : AllocationTests<float>;

[Collection(AllocationCollection.Name)]
public sealed class DoubleAllocationTests : AllocationTests<double>;
