using System.Globalization;
using System.Numerics;

namespace NeuralGen;

/// <summary>Draws predictions against the truth: a point for each sample, on the diagonal where the prediction is right.</summary>
public static class RegressionPlot
{
    private const double Size = 560;

    /// <summary>Draws the plot to a file.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="truth">The right values, one for each sample.</param>
    /// <param name="predictions">The predicted values, in the same order.</param>
    /// <param name="title">What the values are; by default, nothing more than that it is a prediction.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static void WriteSvg<T>(string path, ReadOnlySpan<T> truth, ReadOnlySpan<T> predictions, string title = "Prediction and truth")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfOtherLengths(truth.Length, predictions.Length);
        using StreamWriter writer = File.CreateText(path);
        WriteSvg(writer, truth, predictions, title);
    }

    /// <summary>Draws the plot as an SVG picture that needs nothing beside it. Values that are not finite are left out, and counted in a note.</summary>
    /// <typeparam name="T">The number format.</typeparam>
    /// <param name="writer">Receives the picture.</param>
    /// <param name="truth">The right values, one for each sample.</param>
    /// <param name="predictions">The predicted values, in the same order.</param>
    /// <param name="title">What the values are; by default, nothing more than that it is a prediction.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static void WriteSvg<T>(TextWriter writer, ReadOnlySpan<T> truth, ReadOnlySpan<T> predictions, string title = "Prediction and truth")
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(title);
        ThrowIfOtherLengths(truth.Length, predictions.Length);
        var points = new List<(double Truth, double Prediction)>(truth.Length);
        for (int i = 0; i < truth.Length; i++)
        {
            if (T.IsFinite(truth[i]) && T.IsFinite(predictions[i]))
            {
                points.Add((double.CreateTruncating(truth[i]), double.CreateTruncating(predictions[i])));
            }
        }

        using var svg = new SvgWriter(writer, Size, Size, title);
        svg.Text(title, 24, 28, style: "title");
        Draw(svg, points);
        int omitted = truth.Length - points.Count;
        if (omitted > 0)
        {
            svg.Text(
                string.Create(CultureInfo.InvariantCulture, $"not shown: {omitted} of {truth.Length}, NaN or infinite"), Size - 24, Size - 12, "end");
        }
    }

    private static void Draw(SvgWriter svg, List<(double Truth, double Prediction)> points)
    {
        // One scale for both, so that the diagonal is one.
        var area = new ChartArea(80, 44, Size - 80 - 24, Size - 44 - 60);
        Axis axis = Axis.Of(points.SelectMany(point => (double[])[point.Truth, point.Prediction]));
        Plot.DrawFrame(svg, area, axis, axis, "truth", "prediction");
        svg.Line("mark", area.Left, area.Bottom, area.Right, area.Top);
        if (points.Count > 0)
        {
            svg.Path("points training", string.Concat(points.Select(point =>
                $"M{SvgWriter.Number(area.X(axis, point.Truth))} {SvgWriter.Number(area.Y(axis, point.Prediction))}h0")));
        }
    }

    private static void ThrowIfOtherLengths(int truth, int predictions)
    {
        if (truth != predictions)
        {
            throw new ArgumentException($"The length of 'predictions' must be {truth}, that of 'truth'; it is {predictions}.", nameof(predictions));
        }
    }
}
