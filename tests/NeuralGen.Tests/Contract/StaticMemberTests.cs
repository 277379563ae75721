using System.Numerics;
using NeuralGen.Tests.Networks;

namespace NeuralGen.Tests.Contract;

/// <summary>Sizes and layout, as the class itself and the interface give them.</summary>
[Trait("Category", "Numeric")]
public abstract class StaticMemberTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<string> Networks => DeclaredNetworks.Names<T>(Family.Activations, Family.Mixed, Family.Sizes, Family.Large);

    [Theory]
    [MemberData(nameof(Networks))]
    public void SizesAreThoseDeclared(string network)
    {
        DeclaredNetwork<T> declared = DeclaredNetworks.Find<T>(network);
        Assert.Equal((declared.Architecture.Inputs, declared.Architecture.Outputs), (declared.Statics.InputSize, declared.Statics.OutputSize));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TensorsAreNamedAndShapedByLayer(string network)
    {
        DeclaredNetwork<T> declared = DeclaredNetworks.Find<T>(network);
        var expected = new List<string>();
        for (int l = 0; l < declared.Architecture.Layers.Length; l++)
        {
            int outputs = declared.Architecture.Layers[l].Outputs;
            expected.Add($"dense{l + 1}.weight [{outputs}, {declared.Architecture.InputsOf(l)}]");
            if (declared.Architecture.Layers[l].Bias)
            {
                expected.Add($"dense{l + 1}.bias [{outputs}]");
            }
        }

        Assert.Equal(expected, declared.Statics.Layout.Tensors.Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]"));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void InstancesHaveTheLayoutOfTheClass(string network)
    {
        DeclaredNetwork<T> declared = DeclaredNetworks.Find<T>(network);
        Assert.Equal(declared.Statics.Layout, declared.Create().Parameters.Layout);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void NoTwoParametersShareAPlace(string network)
    {
        ParameterVector<T> parameters = DeclaredNetworks.Find<T>(network).Create().Parameters;
        T[] values = [.. Enumerable.Range(1, parameters.Count).Select(T.CreateChecked)];
        parameters.CopyFrom(values);
        Assert.Equal(values, Numbers.Of(parameters));
    }
}

public sealed class SingleStaticMemberTests : StaticMemberTests<float>;

public sealed class DoubleStaticMemberTests : StaticMemberTests<double>;
