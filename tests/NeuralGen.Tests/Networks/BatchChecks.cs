using System.Numerics;
using NeuralGen.Tests.Reference;

namespace NeuralGen.Tests.Networks;

/// <summary>Batch methods on the first samples of a trial, against the mean of the reference over the same samples.</summary>
internal static class BatchChecks
{
    public static void Outputs<T>(Trial<T> trial, ReadOnlySpan<int> sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] expected = trial.ReferenceOutputs(trial.Count);
        foreach (int size in sizes)
        {
            var outputs = new T[size * trial.Architecture.Outputs];
            trial.Network.ForwardBatch(trial.FirstInputs(size), outputs);
            Accuracy.Check(expected.AsSpan(0, outputs.Length), outputs, trial.Describe($"outputs for a batch of {size}"));
        }
    }

    public static void Loss<T>(Trial<T> trial, ReadOnlySpan<int> sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        int added = 0;
        foreach (int size in sizes)
        {
            for (; added < size; added++)
            {
                sum += trial.ReferenceLoss(added);
            }

            T loss = trial.Network.BackwardBatch(trial.FirstInputs(size), trial.FirstTargets(size), trial.NewGradient());
            Accuracy.Check(sum / size, loss, trial.Describe($"loss for a batch of {size}"));
        }
    }

    public static void Gradient<T>(Trial<T> trial, ReadOnlySpan<int> sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = new BatchMean(trial.Architecture.ParameterCount);
        ParameterVector<T> gradient = trial.NewGradient();
        foreach (int size in sizes)
        {
            while (mean.Samples < size)
            {
                mean.Add(trial.ReferenceGradient(mean.Samples));
            }

            trial.Network.BackwardBatch(trial.FirstInputs(size), trial.FirstTargets(size), gradient);
            Accuracy.Check(mean.Gradient, Numbers.Of(gradient), trial.Describe($"gradient for a batch of {size}"), trial.Architecture.NameOf);
        }
    }
}
