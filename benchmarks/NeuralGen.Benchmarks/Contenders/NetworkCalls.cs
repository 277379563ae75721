namespace NeuralGen.Benchmarks;

/// <summary>
/// The calls of one generated class. A struct for each class lets the compiler see which class it is: an interface on
/// the class itself would cost as much per call as a small network.
/// </summary>
internal interface INetworkCalls
{
    ParameterVector<float> Parameters { get; }

    void Forward(ReadOnlySpan<float> input, Span<float> output);

    void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs);

    void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads);
}

internal readonly struct CurveCalls() : INetworkCalls
{
    private readonly Curve _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct TinyCalls() : INetworkCalls
{
    private readonly Tiny _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct DigitsCalls() : INetworkCalls
{
    private readonly Digits _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct MnistCalls() : INetworkCalls
{
    private readonly Mnist _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct DeepCalls() : INetworkCalls
{
    private readonly Deep _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct MnistSigmoidCalls() : INetworkCalls
{
    private readonly MnistSigmoid _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}

internal readonly struct SurfaceCalls() : INetworkCalls
{
    private readonly Surface _network = new();

    public ParameterVector<float> Parameters => _network.Parameters;

    public void Forward(ReadOnlySpan<float> input, Span<float> output) => _network.Forward(input, output);

    public void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs) => _network.ForwardBatch(inputs, outputs);

    public void TrainBatch(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets, Optimizer<float> optimizer, int threads) =>
        _ = threads == 1 ? _network.TrainBatch(inputs, targets, optimizer) : _network.TrainBatch(inputs, targets, optimizer, threads);
}
