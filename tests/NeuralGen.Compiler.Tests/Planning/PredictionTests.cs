using System.Globalization;
using NeuralGen.Compiler.Planning;
using Xunit;

namespace NeuralGen.Compiler.Tests.Planning;

/// <summary>What stands above a generated kernel.</summary>
public class PredictionTests
{
    [Theory]
    [InlineData(7068.4, 6272, "predicted: 7,068 cycles a sample, 89 % of the multiply-add peak")]
    [InlineData(12.34, 0, "predicted: 12 cycles a sample")]
    [InlineData(4.26, 0, "predicted: 4.3 cycles a sample")]
    [InlineData(1, 0, "predicted: 1 cycle a sample")]
    public void TextNamesCyclesAndShare(double cycles, double peak, string expected) =>
        Assert.Equal(expected, new Prediction(cycles, peak).ToString());

    [Fact]
    public void TextDoesNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("predicted: 7,068 cycles a sample", new Prediction(7068, 0).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
