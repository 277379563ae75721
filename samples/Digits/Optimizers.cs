using NeuralGen;

namespace Digits;

/// <summary>The optimisers by name, with learning rates that suit these networks.</summary>
internal static class Optimizers
{
    public const string Default = "adam";

    public static IReadOnlyList<string> Names { get; } = ["sgd", "momentum", "nesterov", Default, "adamw", "rmsprop", "adagrad"];

    public static Optimizer<float> Create(string name, float? learningRate, bool isMnist) => name switch
    {
        "sgd" => new Sgd<float>(learningRate ?? 0.2f),
        "momentum" => new Sgd<float>(learningRate ?? 0.05f) { Momentum = 0.9 },
        "nesterov" => new Sgd<float>(learningRate ?? 0.05f) { Momentum = 0.9, Nesterov = true },
        Default => new Adam<float>(learningRate ?? (isMnist ? 0.002f : 0.005f)),
        "adamw" => new AdamW<float>(learningRate ?? (isMnist ? 0.002f : 0.005f)),
        "rmsprop" => new RmsProp<float>(learningRate ?? 0.001f),
        "adagrad" => new Adagrad<float>(learningRate ?? 0.02f),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such optimiser."),
    };
}
