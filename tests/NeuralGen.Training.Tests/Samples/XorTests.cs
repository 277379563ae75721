using System.Globalization;

namespace NeuralGen.Tests.Samples;

/// <summary>Runs samples/Xor.</summary>
public sealed class XorTests
{
    [Fact]
    public async Task LearnsExclusiveOr()
    {
        SampleResult result = await SampleProgram.Run("Xor");

        double[] outputs = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => double.Parse(line.Split('=')[1].Replace(',', '.'), CultureInfo.InvariantCulture))];
        Assert.Equal([0.0, 1, 1, 0], outputs.Select(output => Math.Round(output)));
    }
}
