using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.AgainstReference;

/// <summary>Outputs of one sample and of batches.</summary>
[Trait("Category", "Numeric")]
public abstract class ForwardTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Activations, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardAgrees(string network)
    {
        Trial<T> trial = Trial<T>.Of(network, samples: 2);
        for (int sample = 0; sample < trial.Count; sample++)
        {
            var output = new T[trial.Architecture.Outputs];
            trial.Network.Forward(trial.Input(sample), output);
            Accuracy.Check(trial.ReferenceOutput(sample), output, trial.Describe($"output {sample}"));
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void ForwardBatchAgrees(string network) => BatchChecks.Outputs(Trial<T>.Of(network, BatchSizes.Few[^1]), BatchSizes.Few);
}

public sealed class SingleForwardTests : ForwardTests<float>;

public sealed class DoubleForwardTests : ForwardTests<double>;
