using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Inspection;

/// <summary>The file with the Jacobian and the trace: small, and whole whatever else is generated.</summary>
public class InspectionFileTests
{
    private const string Digits =
        """
        using NeuralGen;

        [NeuralNetwork(784, Loss = Loss.CrossEntropy)]
        [Dense(128, Activation.ReLU)]
        [Dense(10, Activation.Softmax)]
        public sealed partial class DigitClassifier;
        """;

    [Fact]
    public void It_is_a_twentieth_of_the_generated_lines()
    {
        IReadOnlyDictionary<string, string> files = GeneratorRun.Of(Digits).Files;
        Assert.True(Lines(files["DigitClassifier.Inspection.g.cs"]) < 0.05 * files.Values.Sum(Lines));
    }

    [Theory]
    [InlineData("512")]
    [InlineData("128")]
    [InlineData("scalar")]
    [InlineData(null)]
    public async Task It_brings_the_functions_that_the_other_files_lack(string? width)
    {
        // Only the kernels for plain numbers have functions that it can share, and they need fewer of them.
        string layers = string.Concat(Enum.GetNames<Activation>().Select(name => $"[Dense(2, Activation.{name})] "));
        GeneratorRun run = GeneratorRun.Of(
            $"using NeuralGen; [NeuralNetwork(2)] {layers} public partial class Net;", BuildSettings.Strict with { VectorWidth = width });
        await run.AssertCleanAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_function_stands_once_for_all_layers_that_have_it()
    {
        string text = GeneratorRun.Of(
            "using NeuralGen; [NeuralNetwork(2)] [Dense(3, Activation.Tanh)] [Dense(3, Activation.SiLU)] [Dense(2, Activation.Tanh)] public partial class Net;")
            .Files["Net.Inspection.g.cs"];
        Assert.Equal(2, text.Split(": IActivationFunction<float>").Length - 1);
        Assert.Contains("Activate<Activation1>(v.Z3, v.A3)", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 4, 3, "Row by row: 3 backward sweeps, one for each output, with 132 multiply-adds in all.", "would take 352.")]
    [InlineData(2, 4, 3, "Column by column: 2 forward sweeps, one for each input, with 40 multiply-adds in all.", "would take 60.")]
    [InlineData(1, 2, 1, "Row by row: 1 backward sweep, one for each output, with 4 multiply-adds in all.", "would take 4.")]
    public void The_cheaper_sweep_is_taken(int inputs, int hidden, int outputs, string taken, string other)
    {
        string text = GeneratorRun.Of($"using NeuralGen; [NeuralNetwork({inputs})] [Dense({hidden})] [Dense({outputs})] public partial class Net;").Files["Net.Inspection.g.cs"];
        Assert.Contains(taken, text, StringComparison.Ordinal);
        Assert.Contains(other, text, StringComparison.Ordinal);
    }

    private static int Lines(string text) => text.Count(character => character == '\n');
}
