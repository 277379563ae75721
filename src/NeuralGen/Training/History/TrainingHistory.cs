using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>The course of a training.</summary>
public sealed class TrainingHistory
{
    private readonly int? _bestEpoch;

    internal TrainingHistory(ImmutableArray<EpochResult> epochs, TrainingEnd end = TrainingEnd.EpochsDone, int? bestEpoch = null)
    {
        Epochs = epochs;
        End = end;
        _bestEpoch = bestEpoch;
        foreach (EpochResult epoch in epochs)
        {
            Elapsed += epoch.Elapsed;
        }
    }

    /// <summary>The epochs in order; at least one.</summary>
    public ImmutableArray<EpochResult> Epochs { get; }

    /// <summary>The last epoch.</summary>
    public EpochResult Last => Epochs[^1];

    /// <summary>
    /// The best epoch by <see cref="EarlyStopping.Metric"/>; <see langword="null"/> without <see cref="TrainerOptions.EarlyStopping"/>,
    /// or when the metric was never finite.
    /// </summary>
    public EpochResult? Best => _bestEpoch is { } epoch ? Epochs[epoch - 1] : null;

    /// <summary>Why the training ended.</summary>
    public TrainingEnd End { get; }

    /// <summary>The time of all epochs, without validation.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>Writes the history as CSV: a line of names, and a line for each epoch. See <see cref="WriteCsv(TextWriter)"/>.</summary>
    /// <param name="path">The file, which is replaced if it exists.</param>
    public void WriteCsv(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamWriter writer = File.CreateText(path);
        WriteCsv(writer);
    }

    /// <summary>
    /// Writes the history as CSV: a line of names, and a line for each epoch. Numbers have a decimal point and all their digits,
    /// whatever the culture; what was not measured is empty.
    /// </summary>
    /// <param name="writer">Receives the text.</param>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        HistoryTable.Write(this, writer);
    }

    /// <summary>Draws the history: see <see cref="WriteSvg(TextWriter)"/>.</summary>
    /// <param name="path">The file, which is replaced if it exists.</param>
    public void WriteSvg(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamWriter writer = File.CreateText(path);
        WriteSvg(writer);
    }

    /// <summary>
    /// Draws the history as an SVG picture that needs nothing beside it: the losses by epoch, and below them the other metrics.
    /// Losses have a logarithmic scale when they are positive and span more than a factor of thirty.
    /// </summary>
    /// <param name="writer">Receives the picture.</param>
    public void WriteSvg(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        HistoryPicture.Write(this, writer);
    }
}
