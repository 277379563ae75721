using System.Globalization;
using System.Xml.Linq;
using NeuralGen.Training.Tests.Networks;

namespace NeuralGen.Training.Tests.Training;

/// <summary>A training's history as CSV and as a picture.</summary>
public sealed class HistoryTests
{
    private const double Width = 720;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void CsvHasALineForEachEpoch() =>
        Assert.Equal(
            """
            epoch,loss,validation_loss,validation_accuracy,validation_top_2_accuracy,learning_rate,samples,seconds
            1,0.1,0.30000000000000004,0.5,0.75,0.01,7,1.5
            2,0.05,NaN,0.25,1,0.01,7,2

            """,
            Csv(new TrainingHistory(
            [
                Epoch(1, 0.1, 0.1 + 0.2, 0.5, 0.75, 1.5),
                Epoch(2, 0.05, double.NaN, 0.25, 1, 2),
            ])));

    [Fact]
    public void CsvIsEmptyWhereNothingWasMeasured() =>
        Assert.Equal(
            "epoch,loss,validation_loss,validation_accuracy,learning_rate,samples,seconds\n1,0.5,,,0,3,1\n",
            Csv(Losses(0.5)));

    [Fact]
    public void CsvHasWhatWasMeasuredOnTrainingData()
    {
        Dataset<float> samples = RandomSamples.Labelled<float>(20, 4, 3, seed: 1);
        TrainingHistory history = Trainer.Create(new SmallClassifier(), new Sgd<float>(0.1f), new TrainerOptions { Epochs = 1, EvaluateTraining = true })
            .Fit(samples, cancellationToken: Token);

        Assert.StartsWith(
            "epoch,loss,validation_loss,validation_accuracy,training_loss,training_accuracy,learning_rate,samples,seconds\n", Csv(history), StringComparison.Ordinal);
    }

    [Fact]
    public void CsvDoesNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Contains("\n1,0.5,", Csv(Losses(0.5)), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void FilesHoldWhatWritersGet()
    {
        using var file = new MissingFile();
        TrainingHistory history = Losses(3, 2, 1);
        history.WriteCsv(file.Path);
        Assert.Equal(Csv(history), File.ReadAllText(file.Path));
        history.WriteSvg(file.Path);
        Assert.Equal(Svg(history), File.ReadAllText(file.Path));
    }

    public static TheoryData<string, double[]> Courses => new()
    {
        { "usual", [1, 0.5, 0.3, 0.25] },
        { "one epoch", [0.7] },
        { "equal", [2, 2, 2] },
        { "zero", [0, 0] },
        { "negative", [-3, -2.5, 4] },
        { "a gap", [3, double.NaN, 2, double.PositiveInfinity, 1, 1] },
        { "nothing finite", [double.NaN, double.NaN] },
        { "huge", [1e300, 1, 1e-300] },
        { "the whole range", [double.MaxValue, -double.MaxValue] },
        { "tiny", [5e-324, 5e-324] },
        { "close", [1, 1.0000000000000002] },
        { "long", [.. Enumerable.Range(1, 100_000).Select(i => 1.0 / i)] },
    };

    [Theory]
    [MemberData(nameof(Courses), DisableDiscoveryEnumeration = true)]
    public void EveryPointLiesWithinThePicture(string course, double[] losses)
    {
        XElement svg = XElement.Parse(Svg(Losses(losses)));

        Assert.All(Coordinates(svg), place => Assert.True(place is >= 0 and <= Width, $"{course}: {place}"));
    }

    [Theory]
    [MemberData(nameof(Courses), DisableDiscoveryEnumeration = true)]
    public void NumbersOfAnAxisAreFewAndDifferent(string course, double[] losses)
    {
        string[] labels = [.. Texts(XElement.Parse(Svg(Losses(losses))), anchor: "end").Where(text => !text.StartsWith("not shown", StringComparison.Ordinal))];

        Assert.True(labels.Length <= 12 && labels.Distinct().Count() == labels.Length, $"{course}: {string.Join(" | ", labels)}");
    }

    [Fact]
    public void LongCourseIsDrawnWithAFewPointsForEachPixel() =>
        Assert.InRange(Svg(Losses([.. Enumerable.Range(1, 100_000).Select(i => Math.Sin(i))])).Length, 0, 100_000);

    [Fact]
    public void ExtremesOfALongCourseAreDrawn()
    {
        double[] losses = [.. Enumerable.Repeat(1.0, 100_000)];
        losses[54_321] = 1.5;

        // The highest point is at the place of the greatest value, a twentieth of the range below the top.
        double top = PathPoints(XElement.Parse(Svg(Losses(losses))), "line training").Min(point => point.Y);
        double most = PathPoints(XElement.Parse(Svg(Losses(1, 1.5))), "line training").Min(point => point.Y);
        Assert.Equal(most, top);
    }

    [Fact]
    public void GapsBreakTheLine()
    {
        string path = Path(XElement.Parse(Svg(Losses(3, 2, double.NaN, 2, 1))), "line training");

        Assert.Equal(2, path.Count(character => character == 'M'));
    }

    [Fact]
    public void ValuesThatAreNotShownAreCounted() =>
        Assert.Contains("not shown: 2 values that are NaN or infinite", Svg(Losses(3, double.NaN, double.PositiveInfinity, 1)), StringComparison.Ordinal);

    [Theory]
    [InlineData(new double[] { 100, 10, 1 }, true)]
    [InlineData(new double[] { 20, 10, 1 }, false)]
    [InlineData(new double[] { 100, 10, 0 }, false)]
    public void ScaleIsLogarithmicWhereLossesSpanMuch(double[] losses, bool isLogarithmic)
    {
        // Equal ratios are equal distances then.
        (double X, double Y)[] points = PathPoints(XElement.Parse(Svg(Losses(losses))), "line training");

        Assert.Equal(isLogarithmic, Math.Abs(points[1].Y - points[0].Y - (points[2].Y - points[1].Y)) < 0.1);
    }

    [Fact]
    public void EpochsHaveRoundNumbers()
    {
        XElement svg = XElement.Parse(Svg(Losses([.. Enumerable.Repeat(1.0, 60)])));

        Assert.Equal(["1", "10", "20", "30", "40", "50", "60", "epoch"], Texts(svg, anchor: "middle"));
    }

    [Fact]
    public void MetricsHaveChartsOfTheirOwn()
    {
        Dataset<float> samples = RandomSamples.Labelled<float>(20, 4, 3, seed: 1);
        var options = new TrainerOptions
        {
            Epochs = 3,
            Metrics = [Metric.Accuracy, Metric.TopKAccuracy(2), Metric.MeanAbsoluteError],
            EarlyStopping = new EarlyStopping(),
        };
        TrainingHistory history = Trainer.Create(new SmallClassifier(), new Sgd<float>(0.1f), options).Fit(samples, samples, cancellationToken: Token);

        XElement svg = XElement.Parse(Svg(history));

        Assert.Equal(["Loss", "Accuracy", "Mean absolute error"], Titles(svg));
        Assert.Contains($"best: epoch {history.Best!.Epoch}", Texts(svg), StringComparer.Ordinal);
        Assert.Superset(new HashSet<string> { "training", "validation", "validation, accuracy", "validation, top-2 accuracy" }, Texts(svg).ToHashSet());
    }

    [Fact]
    public void PictureNeedsNothingBesideIt()
    {
        string svg = Svg(Losses(3, 2, 1));

        Assert.DoesNotContain("href", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", svg, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ScatterHasAPointForEachFinitePairAndTheDiagonal()
    {
        XElement svg = XElement.Parse(Scatter([1, 2, double.NaN, 4], [1, 3, 3, double.PositiveInfinity]));

        Assert.Equal(2, PathPoints(svg, "points training").Length);
        Assert.Single(svg.Descendants(), element => (string?)element.Attribute("class") == "mark");
        Assert.Contains("not shown: 2 of 4, NaN or infinite", Texts(svg));
        Assert.All(Coordinates(svg), place => Assert.True(place is >= 0 and <= 560));
    }

    [Fact]
    public void RightPredictionIsOnTheDiagonal()
    {
        XElement svg = XElement.Parse(Scatter([1, 2, 5], [1, 2, 5]));
        XElement diagonal = svg.Descendants().Single(element => (string?)element.Attribute("class") == "mark");
        double Of(string name) => double.Parse(diagonal.Attribute(name)!.Value, CultureInfo.InvariantCulture);

        Assert.All(PathPoints(svg, "points training"), point =>
            Assert.Equal((point.X - Of("x1")) / (Of("x2") - Of("x1")), (point.Y - Of("y1")) / (Of("y2") - Of("y1")), 0.001));
    }

    [Theory]
    [InlineData(new double[] { })]
    [InlineData(new double[] { 0 })]
    [InlineData(new double[] { double.NaN })]
    [InlineData(new double[] { double.MaxValue, -double.MaxValue })]
    public void ScatterOfFewValuesLiesWithinThePicture(double[] values) =>
        Assert.All(Coordinates(XElement.Parse(Scatter(values, values))), place => Assert.True(place is >= 0 and <= 560));

    [Fact]
    public void TitleMayHoldAnyCharacters()
    {
        const string Title = "a < b & \"c\" \u0001 \ud800 \U0001F600";
        using var writer = new StringWriter();
        RegressionPlot.WriteSvg<double>(writer, [1], [1], Title);

        Assert.Equal(["a < b & \"c\" \ufffd \ufffd \U0001F600"], Titles(XElement.Parse(writer.ToString())));
    }

    [Fact]
    public void ScatterOfOtherLengthsIsRefusedBeforeAFileIsMade()
    {
        using var file = new MissingFile();

        Assert.Throws<ArgumentException>("predictions", () => RegressionPlot.WriteSvg<double>(file.Path, [1, 2], [1]));

        Assert.False(File.Exists(file.Path));
    }

    private static EpochResult Epoch(int epoch, double loss, double validationLoss, double accuracy, double topTwo, double seconds) =>
        new(epoch, loss, validationLoss, accuracy, 7, TimeSpan.FromSeconds(seconds))
        {
            LearningRate = 0.01,
            Validation = new MetricValues([Metric.Loss, Metric.Accuracy, Metric.TopKAccuracy(2)], [validationLoss, accuracy, topTwo]),
        };

    private static TrainingHistory Losses(params double[] losses) =>
        new([.. losses.Select((loss, i) => new EpochResult(i + 1, loss, null, null, 3, TimeSpan.FromSeconds(1)))]);

    private static string Csv(TrainingHistory history)
    {
        using var writer = new StringWriter();
        history.WriteCsv(writer);
        return writer.ToString();
    }

    private static string Svg(TrainingHistory history)
    {
        using var writer = new StringWriter();
        history.WriteSvg(writer);
        return writer.ToString();
    }

    private static string Scatter(double[] truth, double[] predictions)
    {
        using var writer = new StringWriter();
        RegressionPlot.WriteSvg<double>(writer, truth, predictions);
        return writer.ToString();
    }

    private static string[] Texts(XElement svg, string? anchor = null) =>
        [.. svg.Descendants().Where(element => element.Name.LocalName == "text" && (anchor is null || (string?)element.Attribute("text-anchor") == anchor)).Select(element => element.Value)];

    private static string[] Titles(XElement svg) =>
        [.. svg.Descendants().Where(element => (string?)element.Attribute("class") == "title").Select(element => element.Value)];

    private static string Path(XElement svg, string style) =>
        svg.Descendants().Single(element => element.Name.LocalName == "path" && (string?)element.Attribute("class") == style).Attribute("d")!.Value;

    private static (double X, double Y)[] PathPoints(XElement svg, string style) =>
        [.. Path(svg, style).Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries).Select(point =>
        {
            double[] numbers = [.. point.Replace("h0", "", StringComparison.Ordinal).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            return (numbers[0], numbers[1]);
        })];

    /// <summary>All coordinates of lines, texts and paths.</summary>
    private static IEnumerable<double> Coordinates(XElement svg)
    {
        foreach (XElement element in svg.Descendants())
        {
            foreach (string name in (string[])["x", "y", "x1", "y1", "x2", "y2"])
            {
                if (element.Attribute(name) is { } attribute)
                {
                    yield return double.Parse(attribute.Value, CultureInfo.InvariantCulture);
                }
            }

            foreach (string number in ((string?)element.Attribute("d") ?? "").Split(['M', 'L', ' '], StringSplitOptions.RemoveEmptyEntries))
            {
                yield return double.Parse(number.Replace("h0", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
            }
        }
    }
}
