namespace Regression;

/// <summary>How far predictions are off.</summary>
internal sealed record Errors(double MeanAbsoluteError, double MedianAbsoluteError, double MeanAbsoluteErrorOfTheMean, double RSquared)
{
    public static Errors Of(ReadOnlySpan<float> truth, ReadOnlySpan<float> predictions, ReadOnlySpan<float> seen)
    {
        double mean = 0;
        foreach (float value in seen)
        {
            mean += value / (double)seen.Length;
        }

        double[] errors = new double[truth.Length];
        double squares = 0;
        double squaresOfTheMean = 0;
        double absoluteOfTheMean = 0;
        for (int i = 0; i < truth.Length; i++)
        {
            errors[i] = Math.Abs(truth[i] - (double)predictions[i]);
            squares += errors[i] * errors[i];
            squaresOfTheMean += (truth[i] - mean) * (truth[i] - mean);
            absoluteOfTheMean += Math.Abs(truth[i] - mean) / truth.Length;
        }

        Array.Sort(errors);
        return new Errors(errors.Average(), errors[errors.Length / 2], absoluteOfTheMean, 1 - (squares / squaresOfTheMean));
    }
}
