using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Sizes;

/// <summary>Layers and batches with sizes around every number of lanes and every tile.</summary>
[Trait("Category", "Numeric")]
public abstract class SizeTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Sizes);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        var output = new T[trial.Architecture.Outputs];
        trial.Network.Forward(trial.Input(0), output);
        Accuracy.Check(trial.ReferenceOutput(0), output, trial.Describe("output"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        T loss = trial.Network.ComputeLoss(trial.Input(0), trial.Target(0));
        Accuracy.Check(trial.ReferenceLoss(0), loss, trial.Describe("loss"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        ParameterVector<T> gradient = trial.NewGradient();
        trial.Network.Backward(trial.Input(0), trial.Target(0), gradient);
        Accuracy.Check(trial.ReferenceGradient(0).Parameters, Numbers.Of(gradient), trial.Describe("gradient"), trial.Architecture.NameOf);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void InputGradientAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 1);
        var inputGradient = new T[trial.Architecture.Inputs];
        trial.Network.Backward(trial.Input(0), trial.Target(0), trial.NewGradient(), inputGradient);
        Accuracy.Check(trial.ReferenceGradient(0).Input, inputGradient, trial.Describe("input gradient"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatchAgrees(string network) => BatchChecks.Outputs(Trial<T>.Of(network, BatchSizes.Many[^1]), BatchSizes.Many);

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchLossAgrees(string network) => BatchChecks.Loss(Trial<T>.Of(network, BatchSizes.Many[^1]), BatchSizes.Many);

    [Theory]
    [MemberData(nameof(Networks))]
    public void BackwardBatchGradientAgrees(string network) => BatchChecks.Gradient(Trial<T>.Of(network, BatchSizes.Many[^1]), BatchSizes.Many);
}

public sealed class SingleSizeTests : SizeTests<float>;

public sealed class DoubleSizeTests : SizeTests<double>;
