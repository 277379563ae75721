using BenchmarkDotNet.Attributes;

namespace NeuralGen.Benchmarks;

/// <summary>The workloads of <c>compare</c> in this process; times are those of one step.</summary>
[MemoryDiagnoser]
public class WorkloadBenchmarks
{
    // So many that calling a run costs nothing beside them.
    private const int Steps = 64;
    private IInProcessRun _neuralGen = null!;
    private IInProcessRun _tensors = null!;
    private IInProcessRun _naive = null!;

    /// <summary>The id of the workload.</summary>
    [ParamsSource(nameof(Ids))]
    public string Workload { get; set; } = string.Empty;

    /// <summary>All ids.</summary>
    public static IEnumerable<string> Ids => Benchmarks.Workload.All.Select(workload => workload.Id);

    [GlobalSetup]
    public void Open()
    {
        Workload workload = Benchmarks.Workload.All.Single(candidate => candidate.Id == Workload);
        var data = new WorkloadData(workload);
        _neuralGen = Open(new NeuralGenContender(), workload, data);
        _tensors = Open(InProcessContender.Tensors, workload, data);
        _naive = Open(InProcessContender.NaiveCSharp, workload, data);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public void NeuralGen() => _neuralGen.Repeat(Steps);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void Tensors() => _tensors.Repeat(Steps);

    [Benchmark(OperationsPerInvoke = Steps)]
    public void NaiveCSharp() => _naive.Repeat(Steps);

    private static IInProcessRun Open(IContender contender, Workload workload, WorkloadData data)
    {
        var run = (IInProcessRun)contender.Open(workload, data)!;
        double error = data.Error(run.Answer());
        return data.Accepts(error) ? run : throw new InvalidOperationException($"{contender.Name} is wrong by {error:G2} in {workload.Id}.");
    }
}
