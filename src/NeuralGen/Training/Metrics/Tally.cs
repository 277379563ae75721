using System.Numerics;

namespace NeuralGen;

/// <summary>Adds up, sample by sample, what all metrics are made from. Used again for each evaluation.</summary>
internal sealed class Tally(int outputSize)
{
    private readonly int[] _countByRank = new int[Classifier.ClassCount(outputSize)];
    private double _lossSum;
    private double _errorSum;

    public int Count { get; private set; }

    public int CorrectCount { get; private set; }

    public double Loss => _lossSum / Count;

    public double Accuracy => (double)CorrectCount / Count;

    public double MeanAbsoluteError => _errorSum / Count / outputSize;

    /// <summary>How many samples' classes had each rank among the outputs, from the greatest.</summary>
    public ReadOnlySpan<int> CountByRank => _countByRank;

    public static double TopKAccuracy(ReadOnlySpan<int> countByRank, int k, int count)
    {
        long correct = 0;
        foreach (int samples in countByRank[..k])
        {
            correct += samples;
        }

        return (double)correct / count;
    }

    public double TopKAccuracy(int k) => TopKAccuracy(_countByRank, k, Count);

    public void Clear()
    {
        Array.Clear(_countByRank);
        (_lossSum, _errorSum, Count, CorrectCount) = (0, 0, 0, 0);
    }

    /// <summary>Adds a sample.</summary>
    /// <returns>The class of the target and that of the outputs.</returns>
    public (int Actual, int Predicted) Add<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> target, T loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int actual = Classifier.ClassOf(target);
        int predicted = Classifier.ClassOf(outputs);
        Count++;
        CorrectCount += actual == predicted ? 1 : 0;
        _lossSum += double.CreateTruncating(loss);
        for (int i = 0; i < outputs.Length; i++)
        {
            _errorSum += Math.Abs(double.CreateTruncating(outputs[i]) - double.CreateTruncating(target[i]));
        }

        int rank = actual == predicted ? 0 : Classifier.RankOf(actual, outputs);
        if (rank < _countByRank.Length)
        {
            _countByRank[rank]++;
        }

        return (actual, predicted);
    }
}
