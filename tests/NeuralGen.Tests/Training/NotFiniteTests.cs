using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Training;

/// <summary>A loss that is no finite number comes without a step.</summary>
[Trait("Category", "Numeric")]
public abstract class NotFiniteTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // One sample, a part of a tile, a block, and several blocks.
    private static readonly int[] Sizes = [1, 5, 33, 1000];

    public static TheoryData<string> Networks => ContractNetworks.Names<T>();

    [Theory]
    [MemberData(nameof(Networks))]
    public void PlainDescentLeavesTheParameters(string network) => CheckParameters(network, () => new Sgd<T>(T.One));

    [Theory]
    [MemberData(nameof(Networks))]
    public void OtherOptimisersLeaveTheParameters(string network) => CheckParameters(network, () => new Sgd<T>(T.One) { Momentum = 0.5 });

    [Theory]
    [MemberData(nameof(Networks))]
    public void OptimiserStaysAsItWas(string network)
    {
        foreach (int size in Sizes)
        {
            (Trial<T> trial, T[] targets) = WithBadTarget(network, size);
            var optimizer = new Adam<T>(T.One);

            trial.Network.TrainBatch(trial.Inputs, targets, optimizer);

            Assert.Equal(0, optimizer.StepCount);
        }
    }

    private static void CheckParameters(string network, Func<Optimizer<T>> create)
    {
        foreach (int size in Sizes)
        {
            (Trial<T> trial, T[] targets) = WithBadTarget(network, size);
            ulong[] before = Numbers.Bits<T>(trial.Network.Parameters.Storage);

            T loss = trial.Network.TrainBatch(trial.Inputs, targets, create(), threads: 2);

            Assert.False(T.IsFinite(loss), trial.Describe($"The loss of {size} samples"));
            Assert.Equal(before, Numbers.Bits<T>(trial.Network.Parameters.Storage));
        }
    }

    /// <summary>The last target of the last sample is not a number.</summary>
    private static (Trial<T> Trial, T[] Targets) WithBadTarget(string network, int size)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: size);
        T[] targets = [.. trial.Targets];
        targets[^1] = T.NaN;
        return (trial, targets);
    }
}

public sealed class SingleNotFiniteTests : NotFiniteTests<float>;

public sealed class DoubleNotFiniteTests : NotFiniteTests<double>;
