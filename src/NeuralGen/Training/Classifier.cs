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
}
