using System.Numerics;
using Xunit;

namespace NeuralGen.Tests.Networks;

/// <summary>The networks on which the rules of the contract that have nothing to do with the numbers are checked.</summary>
internal static class ContractNetworks
{
    private static readonly string[] Chosen =
    [
        "Tanh_MeanSquaredError_1_1",
        "Sigmoid_BinaryCrossEntropy_3_4_2",
        "Softmax_MeanSquaredError_5_7_6_4_3",
        "GELU_Huber_17_33_9",
        "Softmax_CrossEntropy_64_64_32_10",
        "Large_40_3000_20",
        "Large_2000_7_2000",
    ];

    /// <summary>One of each kind: tiny, deep, odd sizes, aligned sizes, wide.</summary>
    public static TheoryData<string> Names<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. Chosen.Select(NameOf<T>)];

    /// <summary>The class name of a network in a number format.</summary>
    public static string NameOf<T>(string network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        $"{network}_{(typeof(T) == typeof(float) ? Precision.Single : Precision.Double)}";
}
