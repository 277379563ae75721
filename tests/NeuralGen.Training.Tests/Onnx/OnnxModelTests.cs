namespace NeuralGen.Training.Tests.Onnx;

/// <summary>A network from an ONNX file, through the real build.</summary>
public class OnnxModelTests
{
    private static readonly float[] Observation = [0.5f, -1, 2, 0.25f];

    [Fact]
    public void Sizes_are_those_of_the_model() => Assert.Equal((4, 3), (Policy.InputSize, Policy.OutputSize));

    /// <summary>The file has [in, out], the network [out, in].</summary>
    [Fact]
    public void New_network_has_the_weights_of_the_model()
    {
        var policy = new Policy();
        for (int neuron = 0; neuron < 8; neuron++)
        {
            for (int input = 0; input < 4; input++)
            {
                Assert.Equal(Number((input * 8) + neuron), policy.Dense1.Weights[neuron, input]);
            }

            Assert.Equal(Number(32 + neuron), policy.Dense1.Biases[neuron]);
        }

        Assert.Equal([Number(64), Number(65), Number(66)], [policy.Dense2.Biases[0], policy.Dense2.Biases[1], policy.Dense2.Biases[2]]);
    }

    [Fact]
    public void Forward_computes_the_model()
    {
        float[] action = new float[3];
        new Policy().Forward(Observation, action);
        double[] expected = Compute();
        Assert.All(expected.Zip(action), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    /// <summary>The layers are those that attributes would declare: seeds draw the same weights, and all methods give the same numbers.</summary>
    [Fact]
    public void Network_is_the_declared_one_with_other_weights()
    {
        var imported = new Policy();
        var declared = new DeclaredPolicy();
        imported.Initialize(5);
        declared.Initialize(5);
        var descent = new Sgd<float>(0.1f);
        float[] expected = new float[3];
        float[] actual = new float[3];

        declared.TrainBatch(Observation, [0, 1, 0], descent);
        imported.TrainBatch(Observation, [0, 1, 0], descent);

        declared.Forward(Observation, expected);
        imported.Forward(Observation, actual);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Fine_tuning_starts_from_the_model_and_lowers_the_loss()
    {
        var policy = new Policy();
        float[] target = [0, 0, 1];
        float before = policy.ComputeLoss(Observation, target);
        for (int step = 0; step < 20; step++)
        {
            policy.TrainBatch(Observation, target, new Sgd<float>(0.1f));
        }

        Assert.Equal(-Math.Log(Compute()[2]), before, 1e-5);
        Assert.True(policy.ComputeLoss(Observation, target) < before / 2);
    }

    /// <summary>The file's numbers: see PolicyFileTests, which writes it.</summary>
    private static float Number(int i) => ((i * 7 % 11) - 5) / 8f;

    private static double[] Compute()
    {
        double[] hidden = [.. Enumerable.Range(0, 8).Select(j => Math.Tanh(Number(32 + j) + Enumerable.Range(0, 4).Sum(i => Observation[i] * (double)Number((i * 8) + j))))];
        double[] z = [.. Enumerable.Range(0, 3).Select(k => Number(64 + k) + Enumerable.Range(0, 8).Sum(j => hidden[j] * Number(40 + (j * 3) + k)))];
        double sum = z.Sum(Math.Exp);
        return [.. z.Select(value => Math.Exp(value) / sum)];
    }
}
