namespace NeuralGen.Tests.Runtime;

/// <summary>Layouts such as a network could have.</summary>
internal static class Layouts
{
    /// <summary>One vector of <paramref name="count"/> elements followed by <paramref name="padding"/> elements of padding.</summary>
    public static ParameterLayout Flat(int count, int padding = 0) =>
        new(count + padding, new TensorLayout("dense1.bias", [count], 0, [1]));

    /// <summary>
    /// Weights [2, 3] stored transposed with rows padded to 4, then biases [2]: w_jk at 4 k + j, b_j at 12 + j.
    /// </summary>
    public static ParameterLayout Transposed() =>
        new(16, new TensorLayout("dense1.weight", [2, 3], 0, [1, 4]), new TensorLayout("dense1.bias", [2], 12, [1]));
}
