using System.Numerics;

namespace NeuralGen;

/// <summary>How the outputs (or targets) of one sample are read as a class.</summary>
internal static class Classifier
{
    /// <summary>The number of classes that this many outputs tell apart.</summary>
    public static int ClassCount(int outputSize) => outputSize == 1 ? 2 : outputSize;

    /// <summary>The index of the greatest output; for a single output 1 from 0.5 on, else 0.</summary>
    public static int ClassOf<T>(ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length == 1)
        {
            return outputs[0] >= T.CreateTruncating(0.5) ? 1 : 0;
        }

        int greatest = 0;
        for (int i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[greatest])
            {
                greatest = i;
            }
        }

        return greatest;
    }

    /// <summary>
    /// How many classes the outputs put before this one, the first of equals first and NaN before all; the number of classes
    /// where this one's own output is NaN.
    /// </summary>
    public static int RankOf<T>(int @class, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (outputs.Length == 1)
        {
            return T.IsNaN(outputs[0]) ? 2 : ClassOf(outputs) == @class ? 0 : 1;
        }

        T own = outputs[@class];
        if (T.IsNaN(own))
        {
            return outputs.Length;
        }

        int rank = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            rank += !(outputs[i] <= own) || (i < @class && outputs[i] == own) ? 1 : 0;
        }

        return rank;
    }
}
