using System.Collections.Immutable;

namespace NeuralGen;

/// <summary>How a network did on a data set.</summary>
/// <remarks>
/// The class of an output is the index of its greatest number (the first of equals); of a single number it is 1 from
/// 0.5 on, else 0. The same holds for targets. For a network that does not classify, only the loss has a meaning.
/// </remarks>
public sealed class Evaluation
{
    private readonly ImmutableArray<int> _countByRank;

    internal Evaluation(Tally tally, ImmutableArray<int> actual, ImmutableArray<int> predicted)
    {
        Loss = tally.Loss;
        MeanAbsoluteError = tally.MeanAbsoluteError;
        CorrectCount = tally.CorrectCount;
        ClassCount = tally.CountByRank.Length;
        _countByRank = [.. tally.CountByRank];
        Actual = actual;
        Predicted = predicted;
    }

    /// <summary>The mean loss over the samples.</summary>
    public double Loss { get; }

    /// <summary>The mean of the absolute differences between outputs and targets, over all outputs of all samples.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The number of samples.</summary>
    public int Count => Actual.Length;

    /// <summary>The number of samples classified rightly.</summary>
    public int CorrectCount { get; }

    /// <summary>The share of samples classified rightly: 0 to 1.</summary>
    public double Accuracy => (double)CorrectCount / Count;

    /// <summary>The number of classes: the number of outputs, or two for a single output.</summary>
    public int ClassCount { get; }

    /// <summary>The class of each sample's target, in the order of the data set.</summary>
    public ImmutableArray<int> Actual { get; }

    /// <summary>The class of each sample's output, in the order of the data set.</summary>
    public ImmutableArray<int> Predicted { get; }

    /// <summary>The share of samples, 0 to 1, whose class is among the k classes of the greatest outputs; of equal outputs the first come first.</summary>
    /// <param name="k">The number of classes that count: 1, which gives <see cref="Accuracy"/>, to <see cref="ClassCount"/>, which gives 1.</param>
    /// <returns>The share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many classes.</exception>
    public double TopKAccuracy(int k)
    {
        if (k < 1 || k > ClassCount)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k must be 1 to {ClassCount}, the number of classes.");
        }

        return Tally.TopKAccuracy(_countByRank.AsSpan(), k, Count);
    }

    /// <summary>Counts the samples by their actual and their predicted class; right ones are on the diagonal.</summary>
    /// <returns>A new matrix, [actual, predicted].</returns>
    public int[,] ConfusionMatrix()
    {
        int[,] matrix = new int[ClassCount, ClassCount];
        for (int i = 0; i < Count; i++)
        {
            matrix[Actual[i], Predicted[i]]++;
        }

        return matrix;
    }
}
