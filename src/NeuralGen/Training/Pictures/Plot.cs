namespace NeuralGen;

/// <summary>The frame of a chart: grid, axes and their numbers.</summary>
internal static class Plot
{
    public static void DrawFrame(SvgWriter svg, ChartArea area, Axis x, Axis y, string xName, string? yName = null)
    {
        foreach ((double value, string label) in y.Ticks)
        {
            svg.Line("grid", area.Left, area.Y(y, value), area.Right, area.Y(y, value));
            svg.Text(label, area.Left - 8, area.Y(y, value) + 4, "end");
        }

        foreach ((double value, string label) in x.Ticks)
        {
            svg.Line("grid", area.X(x, value), area.Top, area.X(x, value), area.Bottom);
            svg.Text(label, area.X(x, value), area.Bottom + 18, "middle");
        }

        svg.Line("axis", area.Left, area.Bottom, area.Right, area.Bottom);
        svg.Line("axis", area.Left, area.Top, area.Left, area.Bottom);
        svg.Text(xName, area.Left + (area.Width / 2), area.Bottom + 36, "middle");
        if (yName is not null)
        {
            svg.Text(yName, area.Left - 52, area.Top + (area.Height / 2), "middle", isUpright: true);
        }
    }
}
