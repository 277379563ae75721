using NeuralGen;

namespace Digits;

/// <summary>Reads the images, trains, reports: the same for both sets of images.</summary>
internal static class DigitsProgram
{
    public const int DigitsEpochs = 8;
    public const int MnistEpochs = 8;

    /// <summary>Runs the program.</summary>
    /// <param name="mnistFolder">The folder of MNIST's files; <see langword="null"/> for the 8 x 8 digits.</param>
    /// <param name="epochs">The number of epochs; <see langword="null"/> for what suits the images.</param>
    /// <param name="seed">The seed of weights, distortions and order.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string? mnistFolder, int? epochs, int seed)
    {
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };

        try
        {
            if (mnistFolder is null)
            {
                var options = new TrainerOptions { BatchSize = 32, Epochs = epochs ?? DigitsEpochs, Seed = seed };
                TrainAndReport(new DigitClassifier(), DigitsData.Read(seed), 0.005f, options, cancellation.Token);
            }
            else
            {
                var options = new TrainerOptions { BatchSize = 64, Epochs = epochs ?? MnistEpochs, Seed = seed };
                TrainAndReport(new MnistClassifier(), MnistData.Read(mnistFolder), 0.002f, options, cancellation.Token);
            }

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

    private static void TrainAndReport<TNetwork>(
        TNetwork network, DigitImages images, float learningRate, TrainerOptions options, CancellationToken cancellationToken)
        where TNetwork : INeuralNetwork<float>
    {
        network.Initialize(options.Seed);
        var adam = new Adam<float>(learningRate);
        Trainer<TNetwork, float> trainer = Trainer.Create(network, adam, options);

        TrainingHistory history = TrainingDisplay.Run(images, TNetwork.Layout.Count, display =>
            trainer.Fit(images.Training, images.Test, new LearningRateDecay(adam, display), cancellationToken));
        Report.Write(images, history, trainer.Evaluate(images.Test, cancellationToken));
    }
}
