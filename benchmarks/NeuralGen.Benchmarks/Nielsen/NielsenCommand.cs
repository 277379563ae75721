using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nielsen;
using Samples;
using Spectre.Console;

namespace NeuralGen.Benchmarks.Nielsen;

/// <summary><c>nielsen</c>: the training of chapter 1 of Nielsen's book, here and in NumPy.</summary>
internal static class NielsenCommand
{
    private const int BatchSize = 10;
    private const float LearningRate = 3;
    private const int ValidationShare = 6;

    public static Command Create()
    {
        var mnist = new Option<string>("--mnist") { Description = "The folder of MNIST's four IDX files.", HelpName = "FOLDER", Required = true };
        var epochs = new Option<int>("--epochs") { Description = "How often each goes through the images.", DefaultValueFactory = _ => 2 };
        var python = new Option<string>("--python") { Description = "The Python that has NumPy.", DefaultValueFactory = _ => "python3" };
        var command = new Command("nielsen", "Measures the training of chapter 1 of Nielsen's book against NumPy.") { mnist, epochs, python };
        command.SetAction(given => Run(given.GetValue(mnist)!, given.GetValue(epochs), given.GetValue(python)!));
        return command;
    }

    private static void Run(string folder, int epochs, string python)
    {
        Dataset<float> all = MnistFiles.ReadTraining(folder);
        (Dataset<float> training, _) = all.Split(all.Count - (all.Count / ValidationShare));
        Dataset<float> test = MnistFiles.ReadTest(folder);
        Table table = new Table().Title($"{training.Count:N0} images, {epochs} epochs in mini-batches of {BatchSize}, one core, .NET {Environment.Version}");
        table.AddColumns("network", "training", "images/s", "to NumPy's samples", "test accuracy, %");
        Compare<Quadratic30>(table, 30);
        Compare<Quadratic100>(table, 100);
        ReportTable.Print(table);

        void Compare<TNetwork>(Table rows, int hidden)
            where TNetwork : INeuralNetwork<float>, new()
        {
            var numPy = new NumPyTraining(python, folder, hidden, epochs);
            Throughput? samples = numPy.Measure("sample");
            Throughput? batches = numPy.Measure("batch");
            Throughput ours = Train<TNetwork>(training, test, epochs);
            foreach ((string name, Throughput? measured) in new[] { ("NumPy, sample by sample as in the book", samples), ("NumPy, a matrix for each mini-batch", batches), ("NeuralGen", ours) })
            {
                string ratio = measured is null || samples is null ? "" : (measured.ImagesPerSecond / samples.ImagesPerSecond).ToString("F1", CultureInfo.InvariantCulture);
                rows.AddRow(
                    $"784-{hidden}-10", name, measured is null ? "not there" : measured.ImagesPerSecond.ToString("N0", CultureInfo.InvariantCulture), ratio,
                    measured is null ? "" : measured.Accuracy.ToString("F2", CultureInfo.InvariantCulture));
            }
        }
    }

    private static Throughput Train<TNetwork>(Dataset<float> training, Dataset<float> test, int epochs)
        where TNetwork : INeuralNetwork<float>, new()
    {
        Trainer<TNetwork, float> trainer = Trainer.Create(
            new TNetwork(), new Sgd<float>(LearningRate), new TrainerOptions { BatchSize = BatchSize, Epochs = epochs, Threads = 1 });
        TrainingHistory history = trainer.Fit(training);
        return new Throughput(epochs * training.Count / history.Elapsed.TotalSeconds, 100 * trainer.Evaluate(test).Accuracy);
    }
}

/// <summary>What a training came to.</summary>
internal sealed record Throughput(double ImagesPerSecond, double Accuracy);

/// <summary>Runs <c>Peers/nielsen.py</c>.</summary>
internal sealed class NumPyTraining(string python, string folder, int hidden, int epochs)
{
    /// <summary>Trains once; <see langword="null"/> where Python or NumPy is missing, which it says.</summary>
    /// <param name="form">How a mini-batch is computed: <c>sample</c> or <c>batch</c>.</param>
    public Throughput? Measure(string form)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "nielsen.py");
        var start = new ProcessStartInfo(python, [script, folder, $"{hidden}", $"{epochs}", form]) { RedirectStandardOutput = true };

        // Matrices of this size gain nothing from threads, and the comparison is of one core each.
        start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            string[] words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
            process.WaitForExit();
            if (process.ExitCode == 0 && words.Length == 2)
            {
                return new Throughput(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Console.Error.WriteLine($"{python}: {exception.Message}");
        }

        Console.Error.WriteLine($"Skipped: NumPy for Python, from '{python}' (Debian's package is python3-numpy).");
        return null;
    }
}
