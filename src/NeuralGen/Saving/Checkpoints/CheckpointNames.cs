namespace NeuralGen;

/// <summary>The names in a checkpoint's file; docs/saving.md shows them all. Parameters have the names of their layout.</summary>
internal static class CheckpointNames
{
    /// <summary>The text that tells a checkpoint from other files, and its value: the version of these names.</summary>
    public const string Mark = "neuralgen.checkpoint";
    public const string Version = "1";

    public const string Optimizer = "optimizer.";
    public const string Schedule = "schedule.";
    public const string Training = "training.";

    public const string Kind = "kind";
    public const string LearningRate = "learning_rate";
    public const string Setting = "setting.";
    public const string Vector = "vector.";
    public const string Count = "count.";
    public const string Number = "number.";
    public const string Indices = "indices.";
    public const string Series = "series.";
    public const string Text = "text.";
}
