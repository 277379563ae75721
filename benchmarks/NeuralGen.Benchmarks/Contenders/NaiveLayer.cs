namespace NeuralGen.Benchmarks;

/// <summary>
/// Plain C#: loops in the order of memory, no call and no test of the activation inside them, and no allocation. What a
/// careful programmer writes before reaching for vectors.
/// </summary>
internal sealed class NaiveLayer(int inputs, int outputs, Activation activation, int batch)
    : DenseLayer(inputs, outputs, batch)
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> a)
    {
        for (int sample = 0; sample < Batch; sample++)
        {
            ReadOnlySpan<float> row = x.Slice(sample * Inputs, Inputs);
            Span<float> result = a.Slice(sample * Outputs, Outputs);
            for (int j = 0; j < result.Length; j++)
            {
                ReadOnlySpan<float> weights = Weights.AsSpan(j * Inputs, row.Length);
                float sum = Biases[j];
                for (int k = 0; k < row.Length; k++)
                {
                    sum += weights[k] * row[k];
                }

                result[j] = sum;
            }

            Activate(activation, result);
        }
    }

    public override void MultiplyDeltasBySlope() => MultiplyBySlope(activation, Activations, Deltas);

    public override void PropagateTo(DenseLayer below)
    {
        for (int sample = 0; sample < Batch; sample++)
        {
            Span<float> result = below.Deltas.AsSpan(sample * Inputs, Inputs);
            result.Clear();
            for (int j = 0; j < Outputs; j++)
            {
                float delta = Deltas[(sample * Outputs) + j];
                ReadOnlySpan<float> weights = Weights.AsSpan(j * Inputs, result.Length);
                for (int k = 0; k < result.Length; k++)
                {
                    result[k] += delta * weights[k];
                }
            }
        }

        below.MultiplyDeltasBySlope();
    }

    protected override void AddOuterProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> deltas, float factor, Span<float> weights, Span<float> biases)
    {
        for (int j = 0; j < deltas.Length; j++)
        {
            float delta = factor * deltas[j];
            biases[j] += delta;
            Span<float> row = weights.Slice(j * x.Length, x.Length);
            for (int k = 0; k < row.Length; k++)
            {
                row[k] += delta * x[k];
            }
        }
    }

    protected override void Adam(Span<float> parameters, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float stepSize, float correction) =>
        AdamStep(parameters, g, m, v, stepSize, correction);

    internal static void AdamStep(Span<float> parameters, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float stepSize, float correction)
    {
        g = g[..parameters.Length];
        m = m[..parameters.Length];
        v = v[..parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            m[i] = (0.9f * m[i]) + (0.1f * g[i]);
            v[i] = (0.999f * v[i]) + (0.001f * g[i] * g[i]);
            parameters[i] -= stepSize * m[i] / ((MathF.Sqrt(v[i]) * correction) + 1e-8f);
        }
    }

    /// <summary>deltas *= f'(z), from a = f(z). Softmax comes with cross-entropy, whose error is already that of z.</summary>
    internal static void MultiplyBySlope(Activation activation, ReadOnlySpan<float> a, Span<float> deltas)
    {
        a = a[..deltas.Length];
        switch (activation)
        {
            case Activation.ReLU:
                for (int i = 0; i < deltas.Length; i++)
                {
                    deltas[i] = a[i] > 0 ? deltas[i] : 0;
                }

                break;
            case Activation.Tanh:
                for (int i = 0; i < deltas.Length; i++)
                {
                    deltas[i] *= 1 - (a[i] * a[i]);
                }

                break;
            case Activation.Sigmoid:
                for (int i = 0; i < deltas.Length; i++)
                {
                    deltas[i] *= a[i] * (1 - a[i]);
                }

                break;
        }
    }

    /// <summary>z becomes f(z).</summary>
    internal static void Activate(Activation activation, Span<float> z)
    {
        switch (activation)
        {
            case Activation.ReLU:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = z[i] > 0 ? z[i] : 0;
                }

                break;
            case Activation.Tanh:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = MathF.Tanh(z[i]);
                }

                break;
            case Activation.Sigmoid:
                for (int i = 0; i < z.Length; i++)
                {
                    z[i] = 1 / (1 + MathF.Exp(-z[i]));
                }

                break;
            case Activation.Softmax:
                Softmax(z);
                break;
        }
    }

    private static void Softmax(Span<float> z)
    {
        float largest = z[0];
        for (int i = 1; i < z.Length; i++)
        {
            largest = MathF.Max(largest, z[i]);
        }

        float sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = MathF.Exp(z[i] - largest);
            sum += z[i];
        }

        float factor = 1 / sum;
        for (int i = 0; i < z.Length; i++)
        {
            z[i] *= factor;
        }
    }
}
