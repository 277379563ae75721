using NeuralGen;
using Spectre.Console;

namespace Digits;

/// <summary>Shows a training while it runs: a live table in a terminal, a line per epoch in a file or pipe.</summary>
internal static class TrainingDisplay
{
    public static TrainingHistory Run(DigitImages images, int parameterCount, Func<IProgress<TrainingProgress>, TrainingHistory> train)
    {
        Console.WriteLine($"{images.Name}: {images.Training.Count:N0} images to learn from, {images.Test.Count:N0} to be tested on; {parameterCount:N0} parameters.");
        if (Console.IsOutputRedirected)
        {
            return train(new PlainDisplay());
        }

        var table = new LiveTable();
        return AnsiConsole.Live(table.Content).Start(context => train(new LiveDisplay(table, context)));
    }

    private sealed class PlainDisplay : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.CompletedEpoch is { } epoch)
            {
                Console.WriteLine($"epoch {epoch.Epoch,3} of {value.EpochCount}: loss {epoch.Loss:F4}, test accuracy {100 * epoch.ValidationAccuracy:F2} %, {epoch.SamplesPerSecond:N0} images/s");
            }
        }
    }

    private sealed class LiveDisplay(LiveTable table, LiveDisplayContext context) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            table.Update(value);
            context.Refresh();
        }
    }
}
