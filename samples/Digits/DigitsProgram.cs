using NeuralGen;

namespace Digits;

/// <summary>Reads the images, trains, reports: the same for both sets of images.</summary>
internal static class DigitsProgram
{
    public const int DefaultEpochs = 8;

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Settings settings)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };

        try
        {
            switch (settings)
            {
                case { MnistFolder: null, Dropout: false }:
                    TrainAndReport(new DigitClassifier(), DigitsData.Read(settings.Seed), 32, settings, cancellation.Token);
                    break;
                case { MnistFolder: null }:
                    TrainAndReport(new DigitClassifierWithDropout(), DigitsData.Read(settings.Seed), 32, settings, cancellation.Token);
                    break;
                case { Dropout: false }:
                    TrainAndReport(new MnistClassifier(), MnistData.Read(settings.MnistFolder), 64, settings, cancellation.Token);
                    break;
                default:
                    TrainAndReport(new MnistClassifierWithDropout(), MnistData.Read(settings.MnistFolder), 64, settings, cancellation.Token);
                    break;
            }

            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(settings.Checkpoint is null ? "Cancelled." : $"Cancelled. To go on: --checkpoint {settings.Checkpoint} --resume, with the same other options.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or TrainingDivergedException)
        {
            Console.Error.WriteLine(exception.Message);
        }
        catch (ArgumentException exception) when (settings.Resume)
        {
            // The checkpoint is of a training with other options.
            Console.Error.WriteLine(exception.Message);
        }

        return 1;
    }

    private static void TrainAndReport<TNetwork>(
        TNetwork network, DigitImages images, int batchSize, Settings settings, CancellationToken cancellationToken)
        where TNetwork : INeuralNetwork<float>
    {
        network.Initialize(settings.Seed);
        Optimizer<float> optimizer = Optimizers.Create(settings.Optimizer, settings.LearningRate, settings.MnistFolder is not null);
        Trainer<TNetwork, float> trainer = Trainer.Create(network, optimizer, new TrainerOptions
        {
            BatchSize = batchSize,
            Epochs = settings.Epochs,
            Seed = settings.Seed,
            Threads = settings.Threads,
            Schedule = Schedules.Create(settings.Schedule, settings.Epochs),
            Checkpoint = settings.Checkpoint is null ? null : new CheckpointOptions(settings.Checkpoint),
        });

        TrainingHistory history = TrainingDisplay.Run(images, TNetwork.Layout.Count, display => settings.Resume
            ? trainer.Resume(settings.Checkpoint!, images.Training, images.Test, display, cancellationToken)
            : trainer.Fit(images.Training, images.Test, display, cancellationToken));
        Report.Write(images, history, trainer.Evaluate(images.Test, cancellationToken));
        if (settings.Report is not null)
        {
            history.WriteSvg(settings.Report);
            Console.WriteLine($"Loss and accuracy of each epoch: {settings.Report}");
        }
    }
}
