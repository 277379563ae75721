namespace NeuralGen.Benchmarks;

/// <summary>A contender in this process that is a class for networks of any shape.</summary>
internal sealed class InProcessContender(string name, Func<Workload, WorkloadData, IRun> open) : IContender
{
    public static InProcessContender NaiveCSharp { get; } = Layered("naive C#", (inputs, outputs, activation, batch) => new NaiveLayer(inputs, outputs, activation, batch));

    public static InProcessContender Tensors { get; } = Layered("System.Numerics.Tensors", (inputs, outputs, activation, batch) => new TensorLayer(inputs, outputs, activation, batch));

    public static InProcessContender MathNet { get; } =
        new("MathNet.Numerics", (workload, data) => new InProcessRun<MathNetNetwork.Model>(new(new(workload)), workload, data));

    public string Name => name;

    public IRun Open(Workload workload, WorkloadData data) => open(workload, data);

    public void Dispose()
    {
    }

    private static InProcessContender Layered(string name, Func<int, int, Activation, int, DenseLayer> create) =>
        new(name, (workload, data) => new InProcessRun<LayeredNetwork.Model>(new(new(workload, create)), workload, data));
}
