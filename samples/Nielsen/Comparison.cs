using NeuralGen;
using Spectre.Console;

namespace Nielsen;

/// <summary>Runs all trainings and shows the book's figures beside ours.</summary>
internal static class Comparison
{
    public static int Run(string folder, int epochs, int seeds)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };

        try
        {
            var images = Images.Read(folder);
            Console.WriteLine($"{images.Training.Count:N0} images to learn from, {epochs} epochs in mini-batches of 10, seeds 0 to {seeds - 1}.");
            Table table = NewTable();
            foreach (Experiment experiment in Experiment.All)
            {
                List<TrainingHistory> runs = [];
                for (int seed = 0; seed < seeds; seed++)
                {
                    runs.Add(experiment.Train(experiment, images, new RunOptions(epochs, seed, cancellation.Token)));
                    Console.WriteLine($"  chapter {experiment.Chapter}, {experiment.Name}, {experiment.Layers}, seed {seed}: best epoch {Best(runs[^1]):F2} %, {runs[^1].Elapsed.TotalSeconds:F1} s");
                }

                AddRow(table, experiment, runs);
            }

            AnsiConsole.Write(table);
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Cancelled.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
        }

        return 1;
    }

    private static Table NewTable()
    {
        Table table = new Table().Border(TableBorder.Markdown);
        foreach (string left in new[] { "chapter", "training", "network" })
        {
            table.AddColumn(left);
        }

        foreach (string right in new[] { "eta", "lambda", "book, %", "ours, best epoch, %", "last epoch, %", "first epoch, %", "seconds" })
        {
            table.AddColumn(new TableColumn(right).RightAligned());
        }

        return table;
    }

    private static void AddRow(Table table, Experiment experiment, IReadOnlyList<TrainingHistory> runs) => table.AddRow(
        $"{experiment.Chapter}",
        experiment.Name,
        experiment.Layers,
        $"{experiment.LearningRate:0.0}",
        experiment.Lambda == 0 ? "" : $"{experiment.Lambda:0.0}",
        experiment.BookAccuracy,
        Spread(runs.Select(Best)),
        Spread(runs.Select(run => Percent(run.Last))),
        Spread(runs.Select(run => Percent(run.Epochs[0]))),
        $"{runs.Average(run => run.Elapsed.TotalSeconds):F1}");

    /// <summary>What the book calls the accuracy: that of the best epoch.</summary>
    private static double Best(TrainingHistory run) => run.Epochs.Max(Percent);

    private static double Percent(EpochResult epoch) => 100 * epoch.ValidationAccuracy!.Value;

    private static string Spread(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 1 ? $"{sorted[0]:F2}" : $"{sorted[0]:F2} to {sorted[^1]:F2}";
    }
}
