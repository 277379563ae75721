namespace NeuralGen.Tests.Reference;

/// <summary>The mean of loss and gradient over the samples added so far.</summary>
internal sealed class BatchMean(int parameterCount)
{
    private readonly double[] _gradientSum = new double[parameterCount];
    private double _lossSum;

    public int Samples { get; private set; }

    public double Loss => _lossSum / Samples;

    public double[] Gradient => Array.ConvertAll(_gradientSum, sum => sum / Samples);

    public void Add(ReferenceGradient sample)
    {
        Samples++;
        _lossSum += sample.Loss;
        for (int i = 0; i < _gradientSum.Length; i++)
        {
            _gradientSum[i] += sample.Parameters[i];
        }
    }
}
