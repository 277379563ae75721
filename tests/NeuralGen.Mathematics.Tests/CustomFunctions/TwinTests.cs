using NeuralGen.Benchmarks.CustomFunctions;

namespace NeuralGen.Mathematics.Tests.CustomFunctions;

/// <summary>A built-in function and the same function written by a user give the same network.</summary>
[Trait("Category", "Numeric")]
public sealed class TwinTests
{
    private const int Seed = 20261123;

    public static TheoryData<string> Names => [.. Twins.All.Select(twin => twin.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void InitialParametersAreTheSame(string name)
    {
        INeuralNetwork<float> builtIn = Find(name).BuiltIn();
        INeuralNetwork<float> custom = Find(name).Custom();

        Assert.Equal(ToArray(builtIn.Parameters), ToArray(custom.Parameters));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OutputsAreTheSame(string name)
    {
        INeuralNetwork<float> builtIn = Find(name).BuiltIn();
        INeuralNetwork<float> custom = Find(name).Custom();
        foreach (int samples in new[] { 1, 37 })
        {
            float[] inputs = Numbers(samples * Twin.Inputs, -2, 2);
            float[] expected = new float[samples * Twin.Outputs];
            float[] actual = new float[samples * Twin.Outputs];

            builtIn.ForwardBatch(inputs, expected);
            custom.ForwardBatch(inputs, actual);

            AssertClose(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LossesAndGradientsAreTheSame(string name)
    {
        INeuralNetwork<float> builtIn = Find(name).BuiltIn();
        INeuralNetwork<float> custom = Find(name).Custom();
        foreach (int samples in new[] { 1, 37 })
        {
            float[] inputs = Numbers(samples * Twin.Inputs, -2, 2);
            float[] targets = Numbers(samples * Twin.Outputs, 0, 1);
            var expected = new ParameterVector<float>(builtIn.Parameters.Layout);
            var actual = new ParameterVector<float>(custom.Parameters.Layout);

            float expectedLoss = builtIn.BackwardBatch(inputs, targets, expected);
            float actualLoss = custom.BackwardBatch(inputs, targets, actual);

            AssertClose([expectedLoss], [actualLoss]);
            AssertClose(ToArray(expected), ToArray(actual));
        }
    }

    private static Twin Find(string name) => Twins.All.Single(twin => twin.Name == name);

    /// <summary>DESIGN's bound: 1e-5 relative, absolute below 1.</summary>
    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            float bound = 1e-5f * MathF.Max(1, MathF.Abs(expected[i]));
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= bound, $"Number {i} is {actual[i]}, but {expected[i]} with the built-in function (seed {Seed}).");
        }
    }

    private static float[] ToArray(ParameterVector<float> vector)
    {
        float[] numbers = new float[vector.Count];
        vector.CopyTo(numbers);
        return numbers;
    }

    private static float[] Numbers(int count, float from, float to)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => from + ((to - from) * random.NextSingle()))];
    }
}
