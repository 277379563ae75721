using NeuralGen;

namespace Nielsen;

/// <summary>One training of the book.</summary>
/// <param name="Chapter">The chapter.</param>
/// <param name="Name">What is new in it.</param>
/// <param name="Layers">The sizes, as the book writes them.</param>
/// <param name="LearningRate">The learning rate eta.</param>
/// <param name="Lambda">The parameter lambda of L2 regularisation; 0 for none.</param>
/// <param name="BookAccuracy">The accuracy the book reports, in percent, as text: some are only described.</param>
/// <param name="OnValidationImages">Whether the book measures on the validation images rather than on the test images.</param>
/// <param name="Train">Trains a new network.</param>
internal sealed record Experiment(
    int Chapter,
    string Name,
    string Layers,
    double LearningRate,
    double Lambda,
    string BookAccuracy,
    bool OnValidationImages,
    Func<Experiment, Images, RunOptions, TrainingHistory> Train)
{
    /// <summary>
    /// The trainings. Michael Nielsen, Neural Networks and Deep Learning (2015), chapters 1 and 3; his figures are the best
    /// epoch of one run, in chapter 1 the best of three.
    /// </summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new(1, "quadratic cost", "784-30-10", 3.0, 0, "95.42", false, Training.Run<Quadratic30>),
        new(1, "quadratic cost", "784-100-10", 3.0, 0, "96.59", false, Training.Run<Quadratic100>),
        new(3, "cross-entropy", "784-30-10", 0.5, 0, "95.49", false, Training.Run<Entropy30>),
        new(3, "cross-entropy", "784-100-10", 0.5, 0, "96.82", false, Training.Run<Entropy100>),
        new(3, "cross-entropy, L2", "784-30-10", 0.5, 5.0, "96.49", false, Training.Run<Entropy30>),
        new(3, "cross-entropy, L2", "784-100-10", 0.5, 5.0, "97.92", true, Training.Run<Entropy100>),
        new(3, "L2, large weights", "784-30-10", 0.1, 5.0, "over 96", true, Training.Run<Entropy30>),
        new(3, "L2, better weights", "784-30-10", 0.1, 5.0, "over 96", true, Training.Run<BetterWeights30>),
    ];
}

/// <summary>How often and from which seed.</summary>
internal sealed record RunOptions(int Epochs, int Seed, CancellationToken Cancellation);
