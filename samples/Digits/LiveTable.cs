using NeuralGen;
using Spectre.Console;

namespace Digits;

/// <summary>A table of the latest epochs, with a bar that moves within the one in progress.</summary>
internal sealed class LiveTable
{
    private const int MostRows = 10;
    private const int BarLength = 20;
    private int _epoch;

    public Table Content { get; } = new Table().Border(TableBorder.Rounded)
        .AddColumn(new TableColumn("epoch").RightAligned())
        .AddColumn("progress")
        .AddColumn(new TableColumn("loss").RightAligned())
        .AddColumn(new TableColumn("test accuracy").RightAligned())
        .AddColumn(new TableColumn("images/s").RightAligned());

    public void Update(TrainingProgress progress)
    {
        if (progress.Epoch != _epoch)
        {
            StartRow(progress);
        }

        int row = Content.Rows.Count - 1;
        int filled = (int)Math.Round(BarLength * progress.EpochFraction);
        Content.UpdateCell(row, 1, $"[green]{new string('━', filled)}[/][grey]{new string('━', BarLength - filled)}[/]");
        Content.UpdateCell(row, 2, $"{progress.Loss:F4}");
        if (progress.CompletedEpoch is { } epoch)
        {
            Content.UpdateCell(row, 3, $"{100 * epoch.ValidationAccuracy:F2} %");
            Content.UpdateCell(row, 4, $"{epoch.SamplesPerSecond:N0}");
        }
    }

    private void StartRow(TrainingProgress progress)
    {
        _epoch = progress.Epoch;
        if (Content.Rows.Count == MostRows)
        {
            Content.RemoveRow(0);
        }

        Content.AddRow($"{progress.Epoch} of {progress.EpochCount}", "", "", "", "");
    }
}
