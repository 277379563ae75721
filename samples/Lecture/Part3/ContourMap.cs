using System.Text;

namespace Lecture.Part3;

/// <summary>A map of a positive function of two numbers in characters: the closer its lines, the steeper the slope.</summary>
/// <param name="horizontal">The range from left to right.</param>
/// <param name="vertical">The range from bottom to top.</param>
/// <param name="height">The function.</param>
internal sealed class ContourMap((double From, double To) horizontal, (double From, double To) vertical, Func<double, double, double> height)
{
    private const int Columns = 60;
    private const int Rows = 23;

    // The innermost line is at 2 to the power of this.
    private const int LowestLine = -4;

    /// <summary>Draws the map, and on it a path: its points by the letters A, B, C, ... in order.</summary>
    public string Draw(IReadOnlyList<(double W, double B)> path)
    {
        char[][] map = [.. Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Columns).Select(column => Land(column, row)).ToArray())];

        // From the end, where points lie on one another, so that the earliest is seen.
        for (int step = path.Count - 1; step >= 0; step--)
        {
            int column = (int)Math.Round((path[step].W - horizontal.From) / (horizontal.To - horizontal.From) * (Columns - 1));
            int row = (int)Math.Round((vertical.To - path[step].B) / (vertical.To - vertical.From) * (Rows - 1));
            if (column is >= 0 and < Columns && row is >= 0 and < Rows)
            {
                map[row][column] = (char)('A' + step);
            }
        }

        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
        {
            string label = row == 0 ? $"b = {vertical.To:0.0}" : row == Rows - 1 ? $"b = {vertical.From:0.0}" : "";
            text.Append($"{label,8} |").Append(map[row]).Append('|').AppendLine();
        }

        string left = $"w = {horizontal.From:0.0}";
        string right = $"w = {horizontal.To:0.0}";
        text.Append(' ', 10).Append(left).Append(' ', Columns - left.Length - right.Length).Append(right);
        return text.ToString();
    }

    /// <summary>A dot where a contour line runs to the right of or below a place.</summary>
    private char Land(int column, int row) =>
        Band(column, row) == Band(column + 1, row) && Band(column, row) == Band(column, row + 1) ? ' ' : '·';

    /// <summary>The number of the band between two contour lines; each line is twice as high as the one before.</summary>
    private double Band(int column, int row)
    {
        double w = horizontal.From + ((horizontal.To - horizontal.From) * column / (Columns - 1));
        double b = vertical.To - ((vertical.To - vertical.From) * row / (Rows - 1));
        return Math.Max(LowestLine - 1, Math.Floor(Math.Log2(height(w, b))));
    }
}
