using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.AgainstReference;

/// <summary>The gradient of one sample.</summary>
[Trait("Category", "Numeric")]
public abstract class BackwardTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Activations, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            ParameterVector<T> gradient = trial.NewGradient();
            trial.Network.Backward(trial.Input(sample), trial.Target(sample), gradient);
            Accuracy.Check(trial.ReferenceGradient(sample).Parameters, Numbers.Of(gradient), trial.Describe($"gradient {sample}"), trial.Architecture.NameOf);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientOfBackwardToTheInputAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            ParameterVector<T> gradient = trial.NewGradient();
            trial.Network.Backward(trial.Input(sample), trial.Target(sample), gradient, new T[trial.Architecture.Inputs]);
            Accuracy.Check(trial.ReferenceGradient(sample).Parameters, Numbers.Of(gradient), trial.Describe($"gradient {sample}"), trial.Architecture.NameOf);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void InputGradientAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            var inputGradient = new T[trial.Architecture.Inputs];
            trial.Network.Backward(trial.Input(sample), trial.Target(sample), trial.NewGradient(), inputGradient);
            Accuracy.Check(trial.ReferenceGradient(sample).Input, inputGradient, trial.Describe($"input gradient {sample}"));
        }
    }
}

public sealed class SingleBackwardTests : BackwardTests<float>;

public sealed class DoubleBackwardTests : BackwardTests<double>;
