using NeuralGen;

namespace Digits;

/// <summary>The learning-rate schedules by name.</summary>
internal static class Schedules
{
    public const string Default = "linear";

    public static IReadOnlyList<string> Names { get; } = [Default, "constant", "step", "exponential", "cosine", "plateau"];

    public static LearningRateSchedule? Create(string name, int epochs) => name switch
    {
        Default => new LinearDecay(epochs),
        "constant" => null,
        "step" => new StepSchedule(Math.Max(1, epochs / 3), 0.3),
        "exponential" => new ExponentialSchedule(0.8),
        "cosine" => new CosineSchedule(epochs),
        "plateau" => new PlateauSchedule { Factor = 0.3, Patience = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such schedule."),
    };
}
