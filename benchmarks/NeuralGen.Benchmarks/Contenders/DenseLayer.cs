namespace NeuralGen.Benchmarks;

/// <summary>A dense layer of <see cref="LayeredNetwork"/>. Weights are rows of one output neuron each.</summary>
internal abstract class DenseLayer(int inputs, int outputs, int batch)
{
    private readonly float[] _gradient = new float[(inputs + 1) * outputs];
    private readonly float[] _firstMoment = new float[(inputs + 1) * outputs];
    private readonly float[] _secondMoment = new float[(inputs + 1) * outputs];

    public float[] Weights { get; } = new float[inputs * outputs];

    public float[] Biases { get; } = new float[outputs];

    /// <summary>Activations of the batch, one row a sample.</summary>
    public float[] Activations { get; } = new float[batch * outputs];

    /// <summary>dC/dz of the batch.</summary>
    public float[] Deltas { get; } = new float[batch * outputs];

    public int ParameterCount => Weights.Length + Biases.Length;

    protected int Inputs => inputs;

    protected int Outputs => outputs;

    protected int Batch => batch;

    public void Reset(ReadOnlySpan<float> parameters)
    {
        parameters[..Weights.Length].CopyTo(Weights);
        parameters[Weights.Length..].CopyTo(Biases);
        Array.Clear(_firstMoment);
        Array.Clear(_secondMoment);
    }

    public abstract void Forward(ReadOnlySpan<float> x, Span<float> a);

    /// <summary>Turns the error of the activations into that of z.</summary>
    public abstract void MultiplyDeltasBySlope();

    /// <summary>Computes the deltas of the layer below.</summary>
    public abstract void PropagateTo(DenseLayer below);

    /// <summary>Gradient descent; the gradient is never stored, but goes into the parameters sample by sample.</summary>
    public void Descend(ReadOnlySpan<float> x, float learningRate)
    {
        for (int sample = 0; sample < batch; sample++)
        {
            AddOuterProduct(x.Slice(sample * inputs, inputs), Deltas.AsSpan(sample * outputs, outputs), -learningRate, Weights, Biases);
        }
    }

    public void UpdateByAdam(ReadOnlySpan<float> x, float learningRate, int step)
    {
        Array.Clear(_gradient);
        for (int sample = 0; sample < batch; sample++)
        {
            AddOuterProduct(x.Slice(sample * inputs, inputs), Deltas.AsSpan(sample * outputs, outputs), 1, _gradient.AsSpan(0, Weights.Length), _gradient.AsSpan(Weights.Length));
        }

        float stepSize = (float)(learningRate / (1 - Math.Pow(0.9, step)));
        float correction = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, step)));
        int weights = Weights.Length;
        Adam(Weights, _gradient, _firstMoment, _secondMoment, stepSize, correction);
        Adam(Biases, _gradient.AsSpan(weights), _firstMoment.AsSpan(weights), _secondMoment.AsSpan(weights), stepSize, correction);
    }

    /// <summary>weights += factor * deltas x^T, biases += factor * deltas.</summary>
    protected abstract void AddOuterProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> deltas, float factor, Span<float> weights, Span<float> biases);

    /// <summary>One step of Adam; g, m and v may be longer than the parameters.</summary>
    protected abstract void Adam(Span<float> parameters, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float stepSize, float correction);
}
