using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.AgainstReference;

/// <summary>The loss as each method returns it.</summary>
[Trait("Category", "Numeric")]
public abstract class LossTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Activations, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ComputeLossAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            T loss = trial.Network.ComputeLoss(trial.Input(sample), trial.Target(sample));
            Accuracy.Check(trial.ReferenceLoss(sample), loss, trial.Describe($"loss {sample}"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardReturnsTheLoss(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            T loss = trial.Network.Backward(trial.Input(sample), trial.Target(sample), trial.NewGradient());
            Accuracy.Check(trial.ReferenceLoss(sample), loss, trial.Describe($"loss {sample} of Backward"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardToTheInputReturnsTheLoss(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            var inputGradient = new T[trial.Architecture.Inputs];
            T loss = trial.Network.Backward(trial.Input(sample), trial.Target(sample), trial.NewGradient(), inputGradient);
            Accuracy.Check(trial.ReferenceLoss(sample), loss, trial.Describe($"loss {sample} of Backward to the input"));
        }
    }
}

public sealed class SingleLossTests : LossTests<float>;

public sealed class DoubleLossTests : LossTests<double>;
