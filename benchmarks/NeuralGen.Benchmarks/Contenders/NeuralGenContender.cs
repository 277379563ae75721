namespace NeuralGen.Benchmarks;

/// <summary>The generated networks, called as any program would call them.</summary>
internal sealed class NeuralGenContender : IContender
{
    public string Name => "NeuralGen";

    public IRun Open(Workload workload, WorkloadData data) => workload.Network switch
    {
        var network when network == NetworkShape.Curve => Open<CurveCalls>(workload, data),
        var network when network == NetworkShape.Tiny => Open<TinyCalls>(workload, data),
        var network when network == NetworkShape.Digits => Open<DigitsCalls>(workload, data),
        var network when network == NetworkShape.Mnist => Open<MnistCalls>(workload, data),
        var network when network == NetworkShape.Deep => Open<DeepCalls>(workload, data),
        var network when network == NetworkShape.MnistSigmoid => Open<MnistSigmoidCalls>(workload, data),
        var network when network == NetworkShape.Surface => Open<SurfaceCalls>(workload, data),
        _ => throw new NotSupportedException($"No network is declared for {workload.Id}."),
    };

    public void Dispose()
    {
    }

    private static IRun Open<TCalls>(Workload workload, WorkloadData data)
        where TCalls : struct, INetworkCalls =>
        workload.Batch == 1 && workload.Training is null
            ? new InProcessRun<SingleModel<TCalls>>(new(new TCalls()), workload, data)
            : new InProcessRun<BatchModel<TCalls>>(new(new TCalls(), workload.Training, workload.Threads), workload, data);

    private readonly struct SingleModel<TCalls>(TCalls calls) : IModel
        where TCalls : struct, INetworkCalls
    {
        public void Reset(float[] parameters) => calls.Parameters.CopyFrom(parameters);

        public void CopyParametersTo(float[] parameters) => calls.Parameters.CopyTo(parameters);

        public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => calls.Forward(inputs, outputs);

        public void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => throw new NotSupportedException();
    }

    private struct BatchModel<TCalls>(TCalls calls, Training? training, int threads) : IModel
        where TCalls : struct, INetworkCalls
    {
        private Optimizer<float> _optimizer = new Sgd<float>(1);

        public void Reset(float[] parameters)
        {
            calls.Parameters.CopyFrom(parameters);
            if (training is not null)
            {
                _optimizer = training.Adam ? new Adam<float>(training.LearningRate) : new Sgd<float>(training.LearningRate);
            }
        }

        public readonly void CopyParametersTo(float[] parameters) => calls.Parameters.CopyTo(parameters);

        public readonly void Forward(ReadOnlySpan<float> inputs, Span<float> outputs) => calls.ForwardBatch(inputs, outputs);

        public readonly void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets) => calls.TrainBatch(inputs, targets, _optimizer, threads);
    }
}
