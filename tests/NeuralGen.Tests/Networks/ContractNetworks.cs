using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>The networks on which the rules of the contract that have nothing to do with the numbers are checked.</summary>
internal static class ContractNetworks
{
    /// <summary>One of each kind: tiny, small, deep, odd sizes, aligned sizes, wide.</summary>
    public static TheoryData<string> Names<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
    [
        DeclaredNetworks.Find<T>(Activation.Tanh, 1, 1).Name,
        DeclaredNetworks.Find<T>(Activation.Sigmoid, 3, 4, 2).Name,
        DeclaredNetworks.Find<T>(Activation.Softmax, 5, 7, 6, 4, 3).Name,
        OddSizes<T>().Name,
        DeclaredNetworks.Find<T>(Activation.Softmax, 64, 64, 32, 10).Name,
        .. DeclaredNetworks.Names<T>(Family.Large).Select(row => row.Data),
    ];

    /// <summary>17 inputs and 9 outputs.</summary>
    public static DeclaredNetwork<T> OddSizes<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DeclaredNetworks.Find<T>(Activation.GELU, 17, 33, 9);
}
