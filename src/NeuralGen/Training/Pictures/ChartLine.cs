using System.Text;

namespace NeuralGen;

/// <summary>A value for each epoch. What is not finite leaves a gap.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Style">The colour's name.</param>
/// <param name="Values">The values of the epochs from 1.</param>
internal sealed record ChartLine(string Name, string Style, double[] Values)
{
    // Each value gets a dot while they stand apart, and more values than this many, twice, would fall on the same pixels.
    private const int MostDots = 40;
    private const int Buckets = 720;

    public void Draw(SvgWriter svg, ChartArea area, Axis x, Axis y)
    {
        var line = new StringBuilder();
        var dots = new StringBuilder();
        bool isGap = true;
        int[] indices = [.. Indices()];
        for (int k = 0; k < indices.Length; k++)
        {
            int i = indices[k];
            if (!double.IsFinite(Values[i]))
            {
                isGap = true;
                continue;
            }

            string place = $"{SvgWriter.Number(area.X(x, i + 1))} {SvgWriter.Number(area.Y(y, Values[i]))}";
            line.Append(isGap ? 'M' : 'L').Append(place);
            bool isAlone = isGap && (k + 1 == indices.Length || !double.IsFinite(Values[indices[k + 1]]));
            if (isAlone || Values.Length <= MostDots)
            {
                dots.Append('M').Append(place).Append("h0");
            }

            isGap = false;
        }

        if (line.Length > 0)
        {
            svg.Path($"line {Style}", line.ToString());
        }

        if (dots.Length > 0)
        {
            // Dots have the colour alone, without dashes.
            svg.Path($"dots {Style.Split(' ')[0]}", dots.ToString());
        }
    }

    /// <summary>All values, or the least and the greatest of each stretch of a long line.</summary>
    private IEnumerable<int> Indices()
    {
        if (Values.Length <= 2 * Buckets)
        {
            return Enumerable.Range(0, Values.Length);
        }

        return Enumerable.Range(0, Buckets).SelectMany(bucket =>
        {
            int from = (int)((long)bucket * Values.Length / Buckets);
            int to = (int)((bucket + 1L) * Values.Length / Buckets);
            int[] finite = [.. Enumerable.Range(from, to - from).Where(i => double.IsFinite(Values[i]))];
            return finite.Length == 0
                ? [from]
                : new SortedSet<int> { finite.MinBy(i => Values[i]), finite.MaxBy(i => Values[i]) };
        });
    }
}
