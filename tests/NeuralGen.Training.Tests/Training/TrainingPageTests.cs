// The programs are as short as a reader would write them: without tokens.
#pragma warning disable xUnit1051

namespace NeuralGen.Training.Tests.Training;

/// <summary>
/// The programs of docs/training.md, compiled and run; each stands there as it stands here. They run alone, for some of them need
/// a current folder of their own.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class TrainingPageTests
{
    private static readonly float[] Inputs = RandomSamples.Labelled<float>(100, 4, 3, seed: 1).Inputs.ToArray();
    private static readonly Dataset<float> Training = RandomSamples.Labelled<float>(80, 4, 3, seed: 1);
    private static readonly Dataset<float> Validation = RandomSamples.Labelled<float>(20, 4, 3, seed: 2);

    [Fact]
    public void EveryProgramOfThePageIsHere()
    {
        string page = File.ReadAllText(Path.Combine(Root(), "docs", "training.md"));
        string here = WithoutIndentation(File.ReadAllText(Path.Combine(Root(), "tests", "NeuralGen.Training.Tests", "Training", "TrainingPageTests.cs")));
        string[] programs = [.. page.Split("```").Where((_, i) => i % 2 == 1).Select(program => WithoutIndentation(program["csharp".Length..]))];

        Assert.NotEmpty(programs);
        Assert.All(programs, program => Assert.Contains(program, here, StringComparison.Ordinal));
    }

    [Fact]
    public void FirstTraining()
    {
        (Dataset<float> training, Dataset<float> validation) = (Training, Validation);

        var network = new FlowerClassifier();
        var options = new TrainerOptions { BatchSize = 32, Epochs = 20, Seed = 1 };
        TrainingHistory history = Trainer.Create(network, new Adam<float>(0.01f), options).Fit(training, validation);

        Console.WriteLine(history.Last.ValidationAccuracy);
        Assert.Equal(20, history.Epochs.Length);
    }

    [Fact]
    public void Data()
    {
        (float[] inputs, float[] targets, int[] labels, int[] yesOrNo) = (Inputs, new float[100], new int[100], new int[100]);

        var regression = new Dataset<float>(inputs, targets, inputSize: 4, targetSize: 1);
        Dataset<float> classes = Dataset.FromLabels(inputs, labels, inputSize: 4, classCount: 3);
        Dataset<float> twoClasses = Dataset.FromLabels(inputs, yesOrNo, inputSize: 4, classCount: 2, outputSize: 1);
        (Dataset<float> training, Dataset<float> validation) = classes.Split(80);

        Assert.Equal((100, 1, 80, 20), (regression.Count, twoClasses.TargetSize, training.Count, validation.Count));
    }

    [Fact]
    public void BatchesOfOnesOwn()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "one"), "");
            (Trainer<FlowerClassifier, float> trainer, Dataset<float> validation) = (Trainer.Create(new FlowerClassifier(), new Adam<float>(0.01f)), Validation);

            trainer.Fit(Batches(folder), validation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static (float[] Inputs, int[] Labels) ReadSamples(string path) => (new float[8], new int[2 + new FileInfo(path).Length]);

        static IEnumerable<Batch<float>> Batches(string folder)
        {
            foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            {
                (float[] inputs, int[] labels) = ReadSamples(path);
                yield return new Batch<float>(inputs, labels);
            }
        }
    }

    [Fact]
    public void Measures()
    {
        (FlowerClassifier network, Dataset<float> training, Dataset<float> validation) = (new FlowerClassifier(), Training, Validation);

        var options = new TrainerOptions
        {
            Epochs = 20,
            EvaluateTraining = true,
            Metrics = [Metric.Accuracy, Metric.TopKAccuracy(2), Metric.MeanAbsoluteError],
        };
        TrainingHistory history = Trainer.Create(network, new Adam<float>(0.01f), options).Fit(training, validation);

        double topTwo = history.Last.Validation![Metric.TopKAccuracy(2)];

        Assert.InRange(topTwo, 0, 1);
        InTemporaryFolder(() =>
        {
            (float[] truth, float[] predictions) = ([1, 2], [1, 2]);

            history.WriteCsv("history.csv");
            history.WriteSvg("history.svg");
            RegressionPlot.WriteSvg<float>("prediction.svg", truth, predictions, "Price");

            Assert.Equal(3, Directory.GetFiles(".").Length);
        });
    }

    [Fact]
    public void Stopping()
    {
        var options = new TrainerOptions
        {
            Epochs = 1000,
            EarlyStopping = new EarlyStopping { Patience = 10, MinimumImprovement = 1e-4 },
        };

        TrainingHistory history = Trainer.Create(new FlowerClassifier(), new Adam<float>(0.1f), options).Fit(Training, Validation);
        Assert.Equal(TrainingEnd.EarlyStopping, history.End);
    }

    [Fact]
    public void GoingOn() => InTemporaryFolder(() =>
    {
        (Dataset<float> training, Dataset<float> validation) = (Training, Validation);
        TrainingHistory Run()
        {
            var options = new TrainerOptions { Epochs = 50, Checkpoint = new CheckpointOptions("training.checkpoint") { EveryBatches = 1000 } };
            Trainer<FlowerClassifier, float> trainer = Trainer.Create(new FlowerClassifier(), new Adam<float>(0.01f), options);
            TrainingHistory history = File.Exists("training.checkpoint")
                ? trainer.Resume("training.checkpoint", training, validation)
                : trainer.Fit(training, validation);

            return history;
        }

        Assert.Equal(Run().Epochs, Run().Epochs);
    });

    private static void InTemporaryFolder(Action action)
    {
        string before = Directory.GetCurrentDirectory();
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Directory.SetCurrentDirectory(folder);
            action();
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NeuralGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"The repository is not above {AppContext.BaseDirectory}.");
    }

    private static string WithoutIndentation(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0))
            .Replace("internal sealed partial", "public sealed partial", StringComparison.Ordinal);
}

[NeuralNetwork(4, Loss = Loss.CrossEntropy)]
[Dense(16, Activation.Tanh)]
[Dense(3, Activation.Softmax)]
internal sealed partial class FlowerClassifier;
