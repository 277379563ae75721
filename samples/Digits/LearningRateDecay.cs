using NeuralGen;

namespace Digits;

/// <summary>Lowers the learning rate in equal steps, epoch by epoch, and passes the reports on.</summary>
internal sealed class LearningRateDecay(Adam<float> optimizer, IProgress<TrainingProgress> next) : IProgress<TrainingProgress>
{
    private readonly float _firstRate = optimizer.LearningRate;

    public void Report(TrainingProgress value)
    {
        int epochsLeft = value.EpochCount - value.Epoch;
        if (value.CompletedEpoch is not null && epochsLeft > 0)
        {
            optimizer.LearningRate = _firstRate * epochsLeft / value.EpochCount;
        }

        next.Report(value);
    }
}
