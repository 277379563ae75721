using System.Numerics.Tensors;

namespace NeuralGen.Benchmarks;

/// <summary>System.Numerics.Tensors: every loop over numbers is one of its vectorised functions.</summary>
internal sealed class TensorLayer(int inputs, int outputs, Activation activation, int batch)
    : DenseLayer(inputs, outputs, batch)
{
    private readonly float[] _scratch = new float[Math.Max(inputs * outputs, batch * outputs)];
    private readonly int[] _signs = new int[batch * outputs];

    public override void Forward(ReadOnlySpan<float> x, Span<float> a)
    {
        for (int sample = 0; sample < Batch; sample++)
        {
            ReadOnlySpan<float> row = x.Slice(sample * Inputs, Inputs);
            Span<float> result = a.Slice(sample * Outputs, Outputs);
            for (int j = 0; j < result.Length; j++)
            {
                result[j] = TensorPrimitives.Dot(Weights.AsSpan(j * Inputs, Inputs), row);
            }

            TensorPrimitives.Add(result, Biases, result);
            if (activation == Activation.Softmax)
            {
                // Shifted, since its SoftMax does not guard against overflow.
                TensorPrimitives.Subtract(result, TensorPrimitives.Max<float>(result), result);
                TensorPrimitives.SoftMax<float>(result, result);
            }
        }

        a = a[..(Batch * Outputs)];
        switch (activation)
        {
            case Activation.ReLU:
                TensorPrimitives.Max<float>(a, 0, a);
                break;
            case Activation.Tanh:
                TensorPrimitives.Tanh<float>(a, a);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Sigmoid<float>(a, a);
                break;
        }
    }

    public override void MultiplyDeltasBySlope()
    {
        Span<float> slope = _scratch.AsSpan(0, Deltas.Length);
        switch (activation)
        {
            case Activation.ReLU:
                // 1 for positive activations, 0 for zeros: there are no negative ones.
                TensorPrimitives.Sign<float>(Activations, _signs);
                TensorPrimitives.ConvertTruncating<int, float>(_signs, slope);
                TensorPrimitives.Multiply(Deltas, slope, Deltas);
                break;
            case Activation.Tanh:
                TensorPrimitives.Multiply(Activations, Activations, slope);
                TensorPrimitives.Subtract(1, slope, slope);
                TensorPrimitives.Multiply(Deltas, slope, Deltas);
                break;
            case Activation.Sigmoid:
                TensorPrimitives.Subtract(1, Activations, slope);
                TensorPrimitives.Multiply(Activations, slope, slope);
                TensorPrimitives.Multiply(Deltas, slope, Deltas);
                break;
        }
    }

    public override void PropagateTo(DenseLayer below)
    {
        for (int sample = 0; sample < Batch; sample++)
        {
            Span<float> result = below.Deltas.AsSpan(sample * Inputs, Inputs);
            result.Clear();
            for (int j = 0; j < Outputs; j++)
            {
                TensorPrimitives.MultiplyAdd(Weights.AsSpan(j * Inputs, Inputs), Deltas[(sample * Outputs) + j], result, result);
            }
        }

        below.MultiplyDeltasBySlope();
    }

    protected override void AddOuterProduct(ReadOnlySpan<float> x, ReadOnlySpan<float> deltas, float factor, Span<float> weights, Span<float> biases)
    {
        TensorPrimitives.MultiplyAdd(deltas, factor, biases, biases);
        for (int j = 0; j < deltas.Length; j++)
        {
            Span<float> row = weights.Slice(j * x.Length, x.Length);
            TensorPrimitives.MultiplyAdd(x, factor * deltas[j], row, row);
        }
    }

    protected override void Adam(Span<float> parameters, ReadOnlySpan<float> g, Span<float> m, Span<float> v, float stepSize, float correction)
    {
        Span<float> scratch = _scratch.AsSpan(0, parameters.Length);
        g = g[..parameters.Length];
        m = m[..parameters.Length];
        v = v[..parameters.Length];
        TensorPrimitives.Multiply(m, 0.9f, m);
        TensorPrimitives.MultiplyAdd(g, 0.1f, m, m);
        TensorPrimitives.Multiply(v, 0.999f, v);
        TensorPrimitives.Multiply(g, g, scratch);
        TensorPrimitives.MultiplyAdd(scratch, 0.001f, v, v);
        TensorPrimitives.Sqrt<float>(v, scratch);
        TensorPrimitives.Multiply(scratch, correction, scratch);
        TensorPrimitives.Add(scratch, 1e-8f, scratch);
        TensorPrimitives.Divide(m, scratch, scratch);
        TensorPrimitives.MultiplyAdd(scratch, -stepSize, parameters, parameters);
    }
}
