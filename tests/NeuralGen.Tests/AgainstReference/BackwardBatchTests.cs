using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.AgainstReference;

/// <summary>The mean loss of a batch and its gradient.</summary>
[Trait("Category", "Numeric")]
public abstract class BackwardBatchTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Activations, Family.Mixed, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void LossAgrees(string network) => BatchChecks.Loss(Trial<T>.Of(network, BatchSizes.Few[^1]), BatchSizes.Few);

    [Theory]
    [MemberData(nameof(Networks))]
    public void GradientAgrees(string network) => BatchChecks.Gradient(Trial<T>.Of(network, BatchSizes.Few[^1]), BatchSizes.Few);
}

public sealed class SingleBackwardBatchTests : BackwardBatchTests<float>;

public sealed class DoubleBackwardBatchTests : BackwardBatchTests<double>;
