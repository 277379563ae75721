namespace NeuralGen.Tests.Initialisation;

/// <summary>The sample moments of the weights of a layer, and how far they may be from those of their distribution.</summary>
internal sealed class Moments
{
    /// <summary>Five standard deviations: a right initialiser fails one time in two million.</summary>
    private const double Deviations = 5;

    private readonly float[] _weights;

    public Moments(TensorView<float> weights)
    {
        _weights = new float[weights.Count];
        weights.CopyTo(_weights);
        Mean = _weights.Average(weight => (double)weight);
        Variance = _weights.Average(weight => (weight - Mean) * (weight - Mean));
        Kurtosis = _weights.Average(weight => Math.Pow(weight - Mean, 4)) / (Variance * Variance);
    }

    public double Mean { get; }

    public double Variance { get; }

    /// <summary>3 for a normal distribution, 9/5 for a uniform one.</summary>
    public double Kurtosis { get; }

    public double Largest => _weights.Max(Math.Abs);

    /// <summary>The standard error of the mean is sigma / sqrt n.</summary>
    public double MeanTolerance(double variance) => Deviations * Math.Sqrt(variance / _weights.Length);

    /// <summary>The standard error of the variance is sigma^2 sqrt((kurtosis - 1) / n).</summary>
    public double VarianceTolerance(double variance, double kurtosis) => Deviations * variance * Math.Sqrt((kurtosis - 1) / _weights.Length);

    /// <summary>The standard error of a normal sample's kurtosis is sqrt(24 / n); a uniform sample's is smaller.</summary>
    public double KurtosisTolerance => Deviations * Math.Sqrt(24.0 / _weights.Length);
}
