namespace NeuralGen.Tests.Reference;

/// <summary>The losses of one sample, typed in as the books give them.</summary>
internal static class LossFunction
{
    /// <summary>Whether the loss is computed from z of the last layer and brings the derivative of its activation along.</summary>
    public static bool FoldsActivation(Loss loss) => loss is Loss.CrossEntropy or Loss.BinaryCrossEntropy;

    /// <summary>C, from the last layer's z and a and the target y.</summary>
    public static double Value(Loss loss, ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> y)
    {
        int n = y.Length;
        double logSumExp = loss == Loss.CrossEntropy ? ActivationFunction.LogSumExp(z) : 0;
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double difference = a[j] - y[j];
            sum += loss switch
            {
                Loss.MeanSquaredError => difference * difference / n,
                Loss.HalfSquaredError => difference * difference / 2,
                Loss.CrossEntropy => y[j] * (logSumExp - z[j]),
                Loss.BinaryCrossEntropy => ((y[j] * Exponential.Softplus(-z[j])) + ((1 - y[j]) * Exponential.Softplus(z[j]))) / n,
                Loss.MeanAbsoluteError => Math.Abs(difference) / n,
                Loss.Huber => (Math.Abs(difference) <= 1 ? difference * difference / 2 : Math.Abs(difference) - 0.5) / n,
                _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, null),
            };
        }

        return sum;
    }

    /// <summary>dC/da, or dC/dz for a loss that folds the activation.</summary>
    public static double[] Gradient(Loss loss, ReadOnlySpan<double> a, ReadOnlySpan<double> y)
    {
        int n = y.Length;
        double targetSum = 0;
        foreach (double target in y)
        {
            targetSum += target;
        }

        double[] gradient = new double[n];
        for (int j = 0; j < n; j++)
        {
            double difference = a[j] - y[j];
            gradient[j] = loss switch
            {
                Loss.MeanSquaredError => 2 * difference / n,
                Loss.HalfSquaredError => difference,
                Loss.CrossEntropy => (a[j] * targetSum) - y[j],
                Loss.BinaryCrossEntropy => difference / n,
                Loss.MeanAbsoluteError => difference > 0 ? 1.0 / n : difference < 0 ? -1.0 / n : 0,
                Loss.Huber => Math.Clamp(difference, -1, 1) / n,
                _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, null),
            };
        }

        return gradient;
    }

    /// <summary>The values of a - y where C or a derivative of C jumps.</summary>
    public static ReadOnlySpan<double> Breaks(Loss loss) => loss switch
    {
        Loss.MeanAbsoluteError => [0],
        Loss.Huber => [-1, 1],
        _ => [],
    };
}
