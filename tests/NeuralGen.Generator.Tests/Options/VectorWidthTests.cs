using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Generator.Tests.Options;

/// <summary>The vector widths for which a network has kernels, by the build property.</summary>
public class VectorWidthTests
{
    private const string Kernels = "Kernels.g.cs";

    [Theory]
    [InlineData(null, "Scalar Vector128 Vector256 Vector512")]
    [InlineData("256", "Vector256")]
    [InlineData("256+128+scalar", "Scalar Vector128 Vector256")]
    [InlineData("scalar + 512", "Scalar Vector512")]
    [InlineData("128+auto", "Scalar Vector128 Vector256 Vector512")]
    public void A_wide_network_has_the_widths_asked_for(string? asked, string expected) => Assert.Equal(expected, WidthsOf(outputs: 16, asked));

    [Theory]
    [InlineData(null, "Scalar Vector128")]
    [InlineData("512+256+scalar", "Scalar")]
    [InlineData("512+256", "Vector256")]
    [InlineData("512", "Vector512")]
    public void A_narrow_network_has_those_that_it_fills_and_the_narrowest(string? asked, string expected) =>
        Assert.Equal(expected, WidthsOf(outputs: 3, asked));

    [Theory]
    [InlineData("256+128")]
    [InlineData("512+scalar")]
    public void Several_widths_compile_without_warnings(string asked) => Run(outputs: 16, asked).AssertCompiles();

    private static string WidthsOf(int outputs, string? asked) => string.Join(
        ' ',
        Run(outputs, asked).Files.Keys
            .Where(file => file.EndsWith(Kernels, StringComparison.Ordinal))
            .Select(file => file.Split('.')[1][..^"Kernels".Length])
            .Where(width => width != "I")
            .Order(StringComparer.Ordinal));

    private static GeneratorRun Run(int outputs, string? asked) => GeneratorRun.Of(
        $"using NeuralGen; [NeuralNetwork(2)] [Dense({outputs})] public partial class Net;", BuildSettings.Strict with { VectorWidth = asked });
}
