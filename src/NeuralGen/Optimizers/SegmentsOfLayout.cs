namespace NeuralGen;

/// <summary>The stretches of the layout that an optimiser serves, kept from step to step.</summary>
internal sealed class SegmentsOfLayout
{
    private ParameterLayout? _layout;
    private Segment[] _segments = [];

    /// <inheritdoc cref="Segment.Of(ParameterLayout, bool, bool)"/>
    public ReadOnlySpan<Segment> Of(ParameterLayout layout, bool weightsDecay, bool biasesDecay)
    {
        if (!layout.Equals(_layout))
        {
            _segments = Segment.Of(layout, weightsDecay, biasesDecay);
            _layout = layout;
        }

        return _segments;
    }
}
