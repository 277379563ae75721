using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace NeuralGen.Benchmarks;

/// <summary>A network in this process. Structs implement it, so that the loops below call the network directly.</summary>
internal interface IModel
{
    /// <summary>Sets all parameters, and the optimiser back to its start.</summary>
    void Reset(float[] parameters);

    void CopyParametersTo(float[] parameters);

    /// <summary>The forward pass of one batch.</summary>
    void Forward(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>One training step.</summary>
    void Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);
}

/// <summary>A workload in this process, whose steps can be repeated without being measured here.</summary>
internal interface IInProcessRun : IRun
{
    /// <summary>Goes on with the next batch, and from the start when the data end.</summary>
    void Repeat(long steps);
}

/// <summary>Runs a workload on a network in this process.</summary>
internal sealed class InProcessRun<TModel>(TModel model, Workload workload, WorkloadData data) : IInProcessRun
    where TModel : struct, IModel
{
    private const int Slices = 5;
    private const int CallsBeforeCompilation = 40;
    private readonly int _inputs = workload.Batch * workload.Network.InputSize;
    private readonly int _outputs = workload.Batch * workload.Network.OutputSize;
    private readonly float[] _output = new float[workload.Samples * workload.Network.OutputSize];
    private readonly float[] _x = data.Inputs;
    private readonly float[] _y = data.Targets;
    private double _secondsPerStep;
    private int _next;

    public float[] Answer()
    {
        model.Reset(data.Parameters);
        _next = 0;
        if (workload.Training is null)
        {
            Repeat(workload.Batches);
            return _output;
        }

        Repeat(WorkloadData.CheckedSteps);
        float[] parameters = new float[data.Parameters.Length];
        model.CopyParametersTo(parameters);
        return parameters;
    }

    public double Measure(double seconds)
    {
        if (_secondsPerStep == 0)
        {
            WarmUp();
        }

        model.Reset(data.Parameters);
        double best = double.PositiveInfinity;
        double spent = 0;
        long steps = Math.Max(1, (long)(seconds / Slices / _secondsPerStep));
        for (int slice = 0; slice < Slices && spent < seconds; slice++)
        {
            double time = Time(steps);
            spent += time;
            best = Math.Min(best, time / steps);
        }

        return _secondsPerStep = best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Repeat(long steps)
    {
        int batches = workload.Batches;
        int batch = _next;
        if (workload.Training is null)
        {
            for (long step = 0; step < steps; step++)
            {
                model.Forward(_x.AsSpan(batch * _inputs, _inputs), _output.AsSpan(batch * _outputs, _outputs));
                batch = batch + 1 == batches ? 0 : batch + 1;
            }
        }
        else
        {
            for (long step = 0; step < steps; step++)
            {
                model.Train(_x.AsSpan(batch * _inputs, _inputs), _y.AsSpan(batch * _outputs, _outputs));
                batch = batch + 1 == batches ? 0 : batch + 1;
            }
        }

        _next = batch;
    }

    public void Dispose()
    {
    }

    /// <summary>Long enough for the runtime to have compiled everything for good, which it begins after 0.1 s of quiet.</summary>
    private void WarmUp()
    {
        model.Reset(data.Parameters);
        long start = Stopwatch.GetTimestamp();
        Time(CallsBeforeCompilation);
        long steps = 1;
        do
        {
            _secondsPerStep = Time(steps) / steps;
            steps = Math.Clamp((long)(0.02 / _secondsPerStep), 1, 2 * steps);
            Thread.Sleep(20);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.5);
    }

    private double Time(long steps)
    {
        long start = Stopwatch.GetTimestamp();
        Repeat(steps);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
