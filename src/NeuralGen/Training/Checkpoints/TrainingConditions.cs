using System.Globalization;
using System.Numerics;

namespace NeuralGen;

/// <summary>What must be the same when a training is continued, in words, so that the numbers come out the same.</summary>
internal static class TrainingConditions
{
    private const string None = "none";

    public static List<(string Name, string Value)> Of<TNetwork, T>(TrainingSubject<TNetwork, T> subject)
        where TNetwork : INeuralNetwork<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainerOptions options = subject.Options;
        bool inMemory = subject.Training is not null;
        return
        [
            ("training data", inMemory ? "samples in memory" : "batches of the user's own"),
            ("number of training samples", Text(subject.Training?.Count)),
            ("number of validation samples", Text(subject.Validation?.Count)),
            ("batch size", inMemory ? Text(options.BatchSize) : None),
            ("seed", inMemory ? Text(options.Seed) : None),
            ("schedule", options.Schedule?.GetType().Name ?? None),
            ("metrics", string.Join(", ", subject.Metrics)),
            ("evaluation of training data", options.EvaluateTraining ? "yes" : "no"),
            ("early stopping", Text(options.EarlyStopping)),
        ];
    }

    /// <summary>Throws when a checkpoint was written under other conditions.</summary>
    public static void ThrowIfOther(string path, Dictionary<string, string> found, List<(string Name, string Value)> expected)
    {
        foreach ((string name, string value) in expected)
        {
            string written = found.GetValueOrDefault(name, "not known");
            if (written != value)
            {
                throw new ArgumentException($"The checkpoint '{path}' is not of this training: the {name} is {written} in the checkpoint and {value} here.", nameof(path));
            }
        }
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? None;

    private static string Text(EarlyStopping? stopping) =>
        stopping is null
            ? None
            : string.Create(CultureInfo.InvariantCulture, $"by {stopping.Metric}, minimum improvement {stopping.MinimumImprovement:R}, {(stopping.RestoreBest ? "" : "not ")}restoring the best parameters");
}
