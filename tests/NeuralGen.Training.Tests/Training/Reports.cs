namespace NeuralGen.Training.Tests.Training;

/// <summary>Keeps the reports of progress and does something at each.</summary>
internal sealed class Reports(Action<TrainingProgress>? action = null) : List<TrainingProgress>, IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        Add(value);
        action?.Invoke(value);
    }
}
