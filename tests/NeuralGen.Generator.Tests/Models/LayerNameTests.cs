using System.Text.RegularExpressions;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>Which tensors of a file become the weights of which layer, seen by the numbers in the generated code.</summary>
public class LayerNameTests
{
    [Fact]
    public void Contract_names_are_taken() => AssertOrder(Layer("dense1", 2, 2, 10), Layer("dense2", 2, 2, 20), Layer("dense3", 2, 2, 30));

    [Fact]
    public void Numbered_names_are_taken_in_the_order_of_their_numbers() =>
        AssertOrder(Layer("net.0", 2, 2, 10), Layer("net.2", 2, 2, 20), Layer("net.10", 2, 2, 30));

    [Fact]
    public void Numbers_beyond_every_integer_are_compared() =>
        AssertOrder(Layer("9", 2, 2, 10), Layer("99999999999999999999", 2, 2, 20), Layer("100000000000000000000", 2, 2, 30));

    [Fact]
    public void Other_names_are_told_apart_by_shapes() => AssertOrder(Layer("z", 4, 2, 10), Layer("y", 3, 4, 20), Layer("x", 2, 3, 30));

    [Fact]
    public void Declared_names_come_first() => AssertNumbers(
        "[Dense(2, WeightsName = \"b\")] [Dense(2, WeightsName = \"a\")]", [20, 10], Layer("a", 2, 2, 10), Layer("b", 2, 2, 20));

    [Fact]
    public void Declared_and_contract_names_mix() => AssertNumbers(
        "[Dense(2)] [Dense(2, WeightsName = \"dense1\")] [Dense(2, WeightsName = \"dense1\")]", [10, 10, 10], Layer("dense1", 2, 2, 10));

    [Fact]
    public void Tensors_of_a_saved_normaliser_are_no_weights() => AssertNumbers(
        "[Dense(2)]", [10],
        [.. Layer("dense1", 2, 2, 10), TestTensor.Counting("input.offset", 2), TestTensor.Counting("input.scale", 2), TestTensor.Counting("target.offset", 1), TestTensor.Counting("target.scale", 1)]);

    [Fact]
    public Task Names_that_shapes_do_not_tell_apart_are_not_guessed() =>
        AssertRefusedAsync("[Dense(2)] [Dense(2)]", "NG3004", Layer("hidden", 2, 2, 10), Layer("output", 2, 2, 20));

    [Fact]
    public Task Kernels_of_Keras_are_not_guessed() => AssertRefusedAsync(
        "[Dense(2)]", "NG3004", [TestTensor.Counting("dense/kernel", 2, 2), TestTensor.Counting("dense/bias", 2)]);

    [Fact]
    public Task One_layer_too_many_is_not_guessed() =>
        AssertRefusedAsync("[Dense(2)]", "NG3004", Layer("0", 2, 2, 10), Layer("2", 2, 2, 20));

    private static TestTensor[] Layer(string name, int outputs, int inputs, int first) =>
    [
        TestTensor.Single(name + ".bias", [outputs], [.. Enumerable.Repeat((float)first, outputs)]),
        TestTensor.Single(name + ".weight", [outputs, inputs], [.. Enumerable.Repeat((float)first, outputs * inputs)]),
    ];

    /// <summary>The layers come in the order given, whatever the order in the file.</summary>
    private static void AssertOrder(params TestTensor[][] layers)
    {
        string declaration = string.Concat(layers.Select(layer => $"[Dense({layer[0].Shape[0]})] "));
        AssertNumbers(declaration, [10, 20, 30], [.. layers.Reverse()]);
        AssertNumbers(declaration, [10, 20, 30], layers[1], layers[0], layers[2]);
    }

    private static void AssertNumbers(string layers, int[] expected, params TestTensor[][] tensors)
    {
        string text = Run(layers, tensors).Files["Net.Weights.g.cs"];
        IEnumerable<float> found = Regex.Matches(text, "0x([0-9a-f]{8})").Select(match => BitConverter.UInt32BitsToSingle(Convert.ToUInt32(match.Groups[1].Value, 16)));
        Assert.Equal(WithoutRepeats(expected.Select(number => (float)number)), WithoutRepeats(found));
    }

    private static List<float> WithoutRepeats(IEnumerable<float> numbers)
    {
        var result = new List<float>();
        foreach (float number in numbers)
        {
            if (result.Count == 0 || result[^1] != number)
            {
                result.Add(number);
            }
        }

        return result;
    }

    private static async Task AssertRefusedAsync(string layers, string id, params TestTensor[][] tensors) =>
        Assert.Equal([id], (await Run(layers, tensors).AnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken)).Select(diagnostic => diagnostic.Id));

    private static GeneratorRun Run(string layers, params TestTensor[][] tensors) => GeneratorRun.Of(
        $"using NeuralGen; [NeuralNetwork(2, Weights = \"m\")] {layers} partial class Net;",
        BuildSettings.Default with { Models = [TestModel.Of("m", [.. tensors.SelectMany(layer => layer)])] });
}
