using System.Collections.Immutable;
using System.Globalization;

namespace NeuralGen;

/// <summary>A chart of lines over the epochs of a training, with a title and a legend.</summary>
internal sealed class LineChart(string title, int epochCount)
{
    private const double LegendLine = 18;

    // A wide guess, for nobody knows the font.
    private const double CharacterWidth = 6.8;

    private readonly List<ChartLine> _lines = [];

    public bool MayBeLogarithmic { get; init; }

    /// <summary>Whether the values are shares, to be shown in per cent.</summary>
    public bool IsShare { get; init; }

    /// <summary>An epoch to be marked as the best.</summary>
    public int? MarkedEpoch { get; init; }

    /// <summary>Whether the mark has a label, which one chart of several needs.</summary>
    public bool NamesMark { get; init; }

    /// <summary>Adds a line.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="colour">The name of its colour.</param>
    /// <param name="dash">0 for a solid line, 1 and more for other kinds.</param>
    /// <param name="epochs">The epochs.</param>
    /// <param name="valueOf">The value of an epoch, if it has one.</param>
    public void Add(string name, string colour, int dash, ImmutableArray<EpochResult> epochs, Func<EpochResult, double?> valueOf) =>
        _lines.Add(new ChartLine(
            name, dash == 0 ? colour : $"{colour} dash{Math.Min(dash, 2)}", [.. epochs.Select(epoch => valueOf(epoch) ?? double.NaN)]));

    public void Draw(SvgWriter svg, ChartArea area)
    {
        svg.Text(title, area.Left + 24, area.Top + 28, style: "title");
        double legendBottom = DrawLegend(svg, area.Left + 24 + (9 * title.Length) + 24, area.Right - 24, area.Top + 28);
        double top = legendBottom + 16;
        var plot = new ChartArea(area.Left + 72, top, area.Width - 72 - 24, area.Bottom - 48 - top);

        double[] values = [.. _lines.SelectMany(line => line.Values)];
        Axis x = Axis.OfEpochs(epochCount);
        Axis y = IsShare ? Axis.OfShares(values) : Axis.Of(values, MayBeLogarithmic);
        Plot.DrawFrame(svg, plot, x, y, "epoch");
        DrawMark(svg, plot, x);
        foreach (ChartLine line in _lines)
        {
            line.Draw(svg, plot, x, y);
        }

        int omitted = values.Count(value => !double.IsFinite(value));
        if (omitted > 0)
        {
            svg.Text(
                string.Create(CultureInfo.InvariantCulture, $"not shown: {omitted} {(omitted == 1 ? "value that is" : "values that are")} NaN or infinite"),
                plot.Right, plot.Bottom + 36, "end");
        }
    }

    private void DrawMark(SvgWriter svg, ChartArea plot, Axis x)
    {
        if (MarkedEpoch is not { } epoch)
        {
            return;
        }

        double place = plot.X(x, epoch);
        svg.Line("mark", place, plot.Top, place, plot.Bottom);
        if (NamesMark)
        {
            bool isLeft = place < plot.Left + (plot.Width / 2);
            svg.Text(
                string.Create(CultureInfo.InvariantCulture, $"best: epoch {epoch}"), place + (isLeft ? 6 : -6), plot.Top + 12, isLeft ? "start" : "end");
        }
    }

    /// <summary>The names with their lines, beside the title and as many rows as they need.</summary>
    private double DrawLegend(SvgWriter svg, double left, double right, double y)
    {
        double x = left;
        foreach (ChartLine line in _lines)
        {
            double width = 28 + (CharacterWidth * line.Name.Length);
            if (x > left && x + width > right)
            {
                x = left;
                y += LegendLine;
            }

            svg.Line($"line {line.Style}", x, y - 4, x + 22, y - 4);
            svg.Text(line.Name, x + 28, y);
            x += width + 20;
        }

        return y;
    }
}
