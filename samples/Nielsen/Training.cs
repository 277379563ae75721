using NeuralGen;

namespace Nielsen;

/// <summary>Stochastic gradient descent with mini-batches of ten, the book's algorithm.</summary>
internal static class Training
{
    private const int BatchSize = 10;

    public static TrainingHistory Run<TNetwork>(Experiment experiment, Images images, RunOptions options)
        where TNetwork : INeuralNetwork<float>, new()
    {
        var network = new TNetwork();
        network.Initialize(options.Seed);
        if (network is BetterWeights30 better)
        {
            DrawBiases(better, options.Seed);
        }

        // The book's cross-entropy is a sum over the outputs, NeuralGen's a mean: the same step takes a rate ten times as high,
        // and a decay, which the rate multiplies, a tenth as high.
        int outputs = network is Quadratic30 or Quadratic100 ? 1 : TNetwork.OutputSize;
        var descent = new Sgd<float>((float)(experiment.LearningRate * outputs))
        {
            WeightDecay = experiment.Lambda / images.Training.Count / outputs,
        };
        var trainerOptions = new TrainerOptions { BatchSize = BatchSize, Epochs = options.Epochs, Seed = options.Seed };
        return Trainer.Create(network, descent, trainerOptions).Fit(
            images.Training, experiment.OnValidationImages ? images.Validation : images.Test, cancellationToken: options.Cancellation);
    }

    /// <summary>The book's better weights come with biases from the standard normal distribution, as before.</summary>
    private static void DrawBiases(BetterWeights30 network, int seed)
    {
        var random = new Random(seed);
        foreach (TensorView<float> biases in new[] { network.Dense1.Biases, network.Dense2.Biases })
        {
            for (int j = 0; j < biases.Count; j++)
            {
                // Box and Muller's transform.
                double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                biases[j] = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }
    }
}
