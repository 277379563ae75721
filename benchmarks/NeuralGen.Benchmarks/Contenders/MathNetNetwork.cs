using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra.Single;

namespace NeuralGen.Benchmarks;

/// <summary>
/// A network on MathNet.Numerics' matrices, on its managed provider and one thread. A batch is a matrix with a column for
/// each sample, which in MathNet's column-major storage is the caller's memory as it is.
/// </summary>
internal sealed class MathNetNetwork
{
    private readonly Layer[] _layers;
    private readonly DenseMatrix _inputs;
    private readonly Training? _training;
    private readonly float _errorScale;
    private int _step;

    public MathNetNetwork(Workload workload)
    {
        Control.UseManaged();
        Control.UseSingleThread();
        NetworkShape network = workload.Network;
        _training = workload.Training;
        _errorScale = network.ErrorScale / workload.Batch;
        _inputs = new DenseMatrix(network.InputSize, workload.Batch);
        _layers = [.. Enumerable.Range(0, network.LayerCount).Select(layer => new Layer(network.Sizes[layer], network.Sizes[layer + 1], network.Activations[layer], workload.Batch))];
    }

    public void Reset(ReadOnlySpan<float> parameters)
    {
        _step = 0;
        foreach (Layer layer in _layers)
        {
            for (int j = 0; j < layer.Weights.RowCount; j++)
            {
                for (int k = 0; k < layer.Weights.ColumnCount; k++)
                {
                    layer.Weights[j, k] = parameters[(j * layer.Weights.ColumnCount) + k];
                }
            }

            parameters = parameters[layer.Weights.Values.Length..];
            parameters[..layer.Biases.Count].CopyTo(layer.Biases.Values);
            parameters = parameters[layer.Biases.Count..];
            Array.Clear(layer.FirstMoment.Values);
            Array.Clear(layer.SecondMoment.Values);
            Array.Clear(layer.BiasMoments);
        }
    }

    public void CopyParametersTo(Span<float> parameters)
    {
        foreach (Layer layer in _layers)
        {
            layer.Weights.ToRowMajorArray().CopyTo(parameters);
            layer.Biases.Values.CopyTo(parameters[layer.Weights.Values.Length..]);
            parameters = parameters[(layer.Weights.Values.Length + layer.Biases.Count)..];
        }
    }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        Forward(inputs);
        _layers[^1].Activations.Values.CopyTo(outputs);
    }

    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        Forward(inputs);
        Layer last = _layers[^1];
        float[] deltas = last.Deltas.Values;
        for (int i = 0; i < deltas.Length; i++)
        {
            deltas[i] = _errorScale * (last.Activations.Values[i] - targets[i]);
        }

        last.MultiplyDeltasBySlope();
        for (int layer = _layers.Length - 1; layer > 0; layer--)
        {
            _layers[layer].Weights.TransposeThisAndMultiply(_layers[layer].Deltas, _layers[layer - 1].Deltas);
            _layers[layer - 1].MultiplyDeltasBySlope();
        }

        _step++;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Deltas.TransposeAndMultiply(layer == 0 ? _inputs : _layers[layer - 1].Activations, _layers[layer].Gradient);
            _layers[layer].Update(_training!, _step);
        }
    }

    private void Forward(ReadOnlySpan<float> inputs)
    {
        inputs.CopyTo(_inputs.Values);
        DenseMatrix x = _inputs;
        foreach (Layer layer in _layers)
        {
            layer.Weights.Multiply(x, layer.Activations);
            layer.AddBiasesAndActivate();
            x = layer.Activations;
        }
    }

    /// <summary>The network as the comparison calls it.</summary>
    internal readonly struct Model(MathNetNetwork network) : IModel
    {
        public void Reset(float[] parameters) => network.Reset(parameters);

        public void CopyParametersTo(float[] parameters) => network.CopyParametersTo(parameters);

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.Forward(inputs, outputs);

        public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => network.Train(inputs, targets);
    }

    private sealed class Layer(int inputs, int outputs, Activation activation, int batch)
    {
        private readonly float[] _biasGradient = new float[outputs];

        public DenseMatrix Weights { get; } = new(outputs, inputs);

        public DenseVector Biases { get; } = new(outputs);

        public DenseMatrix Activations { get; } = new(outputs, batch);

        public DenseMatrix Deltas { get; } = new(outputs, batch);

        public DenseMatrix Gradient { get; } = new(outputs, inputs);

        public DenseMatrix FirstMoment { get; } = new(outputs, inputs);

        public DenseMatrix SecondMoment { get; } = new(outputs, inputs);

        /// <summary>First moments of the biases, then second ones.</summary>
        public float[] BiasMoments { get; } = new float[2 * outputs];

        public void AddBiasesAndActivate()
        {
            for (int sample = 0; sample < batch; sample++)
            {
                Span<float> z = Activations.Values.AsSpan(sample * outputs, outputs);
                ReadOnlySpan<float> biases = Biases.Values.AsSpan(0, z.Length);
                for (int j = 0; j < z.Length; j++)
                {
                    z[j] += biases[j];
                }

                NaiveLayer.Activate(activation, z);
            }
        }

        public void MultiplyDeltasBySlope() => NaiveLayer.MultiplyBySlope(activation, Activations.Values, Deltas.Values);

        public void Update(Training training, int step)
        {
            Array.Clear(_biasGradient);
            for (int i = 0; i < Deltas.Values.Length; i++)
            {
                _biasGradient[i % outputs] += Deltas.Values[i];
            }

            if (!training.Adam)
            {
                Gradient.Multiply(training.LearningRate, Gradient);
                Weights.Subtract(Gradient, Weights);
                for (int j = 0; j < outputs; j++)
                {
                    Biases.Values[j] -= training.LearningRate * _biasGradient[j];
                }

                return;
            }

            float stepSize = (float)(training.LearningRate / (1 - Math.Pow(0.9, step)));
            float correction = (float)(1 / Math.Sqrt(1 - Math.Pow(0.999, step)));
            NaiveLayer.AdamStep(Weights.Values, Gradient.Values, FirstMoment.Values, SecondMoment.Values, stepSize, correction);
            NaiveLayer.AdamStep(Biases.Values, _biasGradient, BiasMoments.AsSpan(0, outputs), BiasMoments.AsSpan(outputs), stepSize, correction);
        }
    }
}
