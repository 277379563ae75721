using System.Numerics;

namespace NeuralGen.Tests.Networks;

/// <summary>Every method that only reads parameters, called once.</summary>
internal static class EveryCall
{
    /// <summary>Calls the methods with the samples of a trial and returns the bits of all results, in order.</summary>
    public static ulong[] Make<T>(Trial<T> trial)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var results = new List<T>();
        INeuralNetwork<T> network = trial.Network;
        ParameterVector<T> gradient = trial.NewGradient();
        for (int sample = 0; sample < Math.Min(2, trial.Count); sample++)
        {
            var output = new T[trial.Architecture.Outputs];
            var inputGradient = new T[trial.Architecture.Inputs];
            network.Forward(trial.Input(sample), output);
            results.AddRange(output);
            results.Add(network.ComputeLoss(trial.Input(sample), trial.Target(sample)));
            results.Add(network.Backward(trial.Input(sample), trial.Target(sample), gradient));
            results.AddRange(Numbers.Of(gradient));
            results.Add(network.Backward(trial.Input(sample), trial.Target(sample), gradient, inputGradient));
            results.AddRange(Numbers.Of(gradient));
            results.AddRange(inputGradient);
        }

        var outputs = new T[trial.Count * trial.Architecture.Outputs];
        network.ForwardBatch(trial.Inputs, outputs);
        results.AddRange(outputs);
        results.Add(network.BackwardBatch(trial.Inputs, trial.Targets, gradient));
        results.AddRange(Numbers.Of(gradient));
        return Numbers.Bits<T>(results.ToArray());
    }
}
