using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Training;

/// <summary>TrainBatch is BackwardBatch and one step of the optimiser, to the last bit.</summary>
[Trait("Category", "Numeric")]
public abstract class TrainBatchTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Steps = 3;

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    [Theory]
    [MemberData(nameof(Networks))]
    public void ReturnsTheLossBeforeTheStep(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 33);
        T before = trial.Network.BackwardBatch(trial.Inputs, trial.Targets, trial.NewGradient());

        T returned = trial.Network.TrainBatch(trial.Inputs, trial.Targets, new SteepestDescent<T>(T.CreateChecked(0.125)));

        Assert.Equal(before, returned);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void IsBackwardBatchAndAStep(string network) =>
        CheckEqual(network, () => new SteepestDescent<T>(T.CreateChecked(0.125)));

    [Theory]
    [MemberData(nameof(Networks))]
    public void TakesTheBatchOfEachCall(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 33);
        Trial<T> apart = Trial<T>.Of(network, samples: 33);
        ParameterVector<T> gradient = apart.NewGradient();
        var optimizer = new SteepestDescent<T>(T.CreateChecked(0.125));
        foreach (int size in new[] { 33, 1, 7, 32, 2 })
        {
            trial.Network.TrainBatch(trial.FirstInputs(size), trial.FirstTargets(size), optimizer);
            apart.Network.BackwardBatch(apart.FirstInputs(size), apart.FirstTargets(size), gradient);
            optimizer.Step(apart.Network.Parameters, gradient);
        }

        Assert.Equal(Numbers.Bits<T>(apart.Network.Parameters.Storage), Numbers.Bits<T>(trial.Network.Parameters.Storage));
    }

    [Fact]
    public void TrainingLowersTheLoss()
    {
        Trial<T> trial = Trial<T>.Of(DeclaredNetworks.Find<T>(Activation.Tanh, 64, 64, 32, 10).Name, samples: 32);
        var optimizer = new SteepestDescent<T>(T.CreateChecked(0.01));
        T first = trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer);
        T last = first;
        for (int step = 0; step < 20; step++)
        {
            last = trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer);
        }

        Assert.True(last < first, $"The loss went from {first} to {last}.");
    }

    private static void CheckEqual(string network, Func<Optimizer<T>> create)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 33);
        Trial<T> apart = Trial<T>.Of(network, samples: 33);
        ParameterVector<T> gradient = apart.NewGradient();
        Optimizer<T> optimizer = create();
        Optimizer<T> optimizerApart = create();
        for (int step = 0; step < Steps; step++)
        {
            T loss = trial.Network.TrainBatch(trial.Inputs, trial.Targets, optimizer);
            T lossApart = apart.Network.BackwardBatch(apart.Inputs, apart.Targets, gradient);
            optimizerApart.Step(apart.Network.Parameters, gradient);
            Assert.Equal((step, lossApart), (step, loss));
        }

        Assert.Equal(Numbers.Bits<T>(apart.Network.Parameters.Storage), Numbers.Bits<T>(trial.Network.Parameters.Storage));
    }
}

public sealed class SingleTrainBatchTests : TrainBatchTests<float>;

public sealed class DoubleTrainBatchTests : TrainBatchTests<double>;
