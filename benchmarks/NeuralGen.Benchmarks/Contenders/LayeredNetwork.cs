namespace NeuralGen.Benchmarks;

/// <summary>
/// A network of any shape as most programs have it: a list of layers, each with its own arrays. Two kinds of layers make
/// two contenders: <see cref="NaiveLayer"/> and <see cref="TensorLayer"/>.
/// </summary>
internal sealed class LayeredNetwork
{
    private readonly DenseLayer[] _layers;
    private readonly Training? _training;
    private readonly float _errorScale;
    private int _step;

    public LayeredNetwork(Workload workload, Func<int, int, Activation, int, DenseLayer> create)
    {
        NetworkShape network = workload.Network;
        _training = workload.Training;
        _errorScale = network.ErrorScale / workload.Batch;
        _layers = [.. Enumerable.Range(0, network.LayerCount).Select(layer => create(network.Sizes[layer], network.Sizes[layer + 1], network.Activations[layer], workload.Batch))];
    }

    public void Reset(ReadOnlySpan<float> parameters)
    {
        _step = 0;
        foreach (DenseLayer layer in _layers)
        {
            layer.Reset(parameters[..layer.ParameterCount]);
            parameters = parameters[layer.ParameterCount..];
        }
    }

    public void CopyParametersTo(Span<float> parameters)
    {
        foreach (DenseLayer layer in _layers)
        {
            layer.Weights.CopyTo(parameters);
            layer.Biases.CopyTo(parameters[layer.Weights.Length..]);
            parameters = parameters[layer.ParameterCount..];
        }
    }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            Span<float> a = layer == _layers.Length - 1 ? outputs : _layers[layer].Activations;
            _layers[layer].Forward(layer == 0 ? inputs : _layers[layer - 1].Activations, a);
        }
    }

    public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets)
    {
        DenseLayer last = _layers[^1];
        Forward(inputs, last.Activations);
        for (int i = 0; i < last.Deltas.Length; i++)
        {
            last.Deltas[i] = _errorScale * (last.Activations[i] - targets[i]);
        }

        last.MultiplyDeltasBySlope();
        for (int layer = _layers.Length - 1; layer > 0; layer--)
        {
            _layers[layer].PropagateTo(_layers[layer - 1]);
        }

        _step++;
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            ReadOnlySpan<float> x = layer == 0 ? inputs : _layers[layer - 1].Activations;
            if (_training!.Adam)
            {
                _layers[layer].UpdateByAdam(x, _training.LearningRate, _step);
            }
            else
            {
                _layers[layer].Descend(x, _training.LearningRate);
            }
        }
    }

    /// <summary>The network as the comparison calls it.</summary>
    internal readonly struct Model(LayeredNetwork network) : IModel
    {
        public void Reset(float[] parameters) => network.Reset(parameters);

        public void CopyParametersTo(float[] parameters) => network.CopyParametersTo(parameters);

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => network.Forward(inputs, outputs);

        public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => network.Train(inputs, targets);
    }
}
