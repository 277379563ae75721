using NeuralGen;

namespace Digits;

/// <summary>Lowers the learning rate in equal steps, epoch by epoch: a schedule of one's own.</summary>
internal sealed class LinearDecay(int epochs) : LearningRateSchedule
{
    public override double RateOf(double firstRate, int epoch, double? loss) => (float)firstRate * (epochs - epoch) / epochs;

    /// <summary>With another number of epochs a training would not go on where it was.</summary>
    protected override void DescribeState(SavedState state) => state.AddSetting("epochs", epochs);
}
