namespace NeuralGen;

/// <summary>A rectangle of a picture, in pixels from its upper left corner.</summary>
internal readonly record struct ChartArea(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>Where a value lies, left to right.</summary>
    public double X(Axis axis, double value) => Left + (axis.Share(value) * Width);

    /// <summary>Where a value lies, bottom to top.</summary>
    public double Y(Axis axis, double value) => Bottom - (axis.Share(value) * Height);
}
