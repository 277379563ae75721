using NeuralGen;

namespace Regression;

/// <summary>A trained network with what goes before and after it.</summary>
internal sealed class Predictor(DemandNetwork network, Normalizer<float> inputs, Normalizer<float> targets)
{
    /// <summary>The demand in kWh.</summary>
    /// <param name="samples">Encoded hours, row by row.</param>
    public float[] Predict(ReadOnlySpan<float> samples)
    {
        float[] normalized = new float[samples.Length];
        inputs.Apply(samples, normalized);
        float[] outputs = new float[samples.Length / DemandNetwork.InputSize];
        network.ForwardBatch(normalized, outputs);
        targets.Invert(outputs, outputs);
        return outputs;
    }
}
