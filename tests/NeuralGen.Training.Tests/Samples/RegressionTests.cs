using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NeuralGen.Tests.Samples;

/// <summary>Runs samples/Regression.</summary>
public sealed partial class RegressionTests
{
    [Fact]
    public async Task PredictsTheDemandAndWritesModelAndPictures()
    {
        using var folder = new TemporaryFolder();

        SampleResult result = await SampleProgram.Run("Regression", folder.Path);

        Match match = RSquared().Match(result.Output);
        Assert.True(result.ExitCode == 0 && match.Success, result.Error + result.Output);
        Assert.InRange(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0.9, 1);
        Assert.Equal("svg", XDocument.Load(folder.File("curves.svg")).Root?.Name.LocalName);
        Assert.Equal("svg", XDocument.Load(folder.File("prediction.svg")).Root?.Name.LocalName);
        Assert.True(new FileInfo(folder.File("demand.safetensors")).Length > 0);
    }

    [Fact]
    public async Task UnknownOptionIsOneLineAndExitCodeOne()
    {
        SampleResult result = await SampleProgram.Run("Regression", "--help");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Usage: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"R\^2 is ([0-9.]+)\.")]
    private static partial Regex RSquared();
}
