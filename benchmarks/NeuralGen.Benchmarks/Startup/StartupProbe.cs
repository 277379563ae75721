using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;

namespace NeuralGen.Benchmarks.Startup;

/// <summary>Calls every method of a network for the first time. Right only once in a process.</summary>
internal static class StartupProbe
{
    private const int ForwardSamples = 256;
    private const int TrainingSamples = 32;

    // The runtime compiles again what was called 30 times, once 100 ms have passed in which nothing new was called.
    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(50);

    public static StartupReport Run<TNetwork>()
        where TNetwork : INeuralNetwork<float>, new()
    {
        using var events = new CompilationEvents();
        Type type = typeof(TNetwork);
        FirstCall[] calls = Calls<TNetwork>();
        string[] ownPrefixes = [type.FullName!, "NeuralGen.Generated." + type.FullName!.Replace('.', '_')];
        return new StartupReport(calls, events.Methods(ownPrefixes), events.RefusedInlinings(ownPrefixes));
    }

    private static FirstCall[] Calls<TNetwork>()
        where TNetwork : INeuralNetwork<float>, new()
    {
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, ForwardSamples * TNetwork.InputSize).Select(_ => random.NextSingle())];
        float[] outputs = new float[ForwardSamples * TNetwork.OutputSize];
        float[] targets = new float[TrainingSamples * TNetwork.OutputSize];
        float[] batch = inputs[..(TrainingSamples * TNetwork.InputSize)];
        float[] sample = inputs[..TNetwork.InputSize];
        float[] output = outputs[..TNetwork.OutputSize];
        float[] target = targets[..TNetwork.OutputSize];
        INeuralNetwork<float>? network = null;
        ParameterVector<float>? gradient = null;
        var sgd = new Sgd<float>(0.01f);
        var adam = new Adam<float>(0.001f);
        return
        [
            Measure("new, Parameters", () => network = new TNetwork()),
            Measure("Forward", () => network!.Forward(sample, output)),
            Measure($"ForwardBatch({ForwardSamples})", () => network!.ForwardBatch(inputs, outputs)),
            Measure("new ParameterVector", () => gradient = new ParameterVector<float>(TNetwork.Layout)),
            Measure("Backward", () => network!.Backward(sample, target, gradient!)),
            Measure($"BackwardBatch({TrainingSamples})", () => network!.BackwardBatch(batch, targets, gradient!)),
            Measure($"TrainBatch({TrainingSamples}, Sgd)", () => network!.TrainBatch(batch, targets, sgd)),
            Measure($"TrainBatch({TrainingSamples}, Adam)", () => network!.TrainBatch(batch, targets, adam)),
        ];
    }

    private static FirstCall Measure(string name, Action call)
    {
        // The lambda around the call is this program's, not the network's.
        RuntimeHelpers.PrepareMethod(call.Method.MethodHandle);
        Microseconds(1, static () => { });
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true);
        long bytes = JitInfo.GetCompiledILBytes(currentThread: true);
        TimeSpan time = JitInfo.GetCompilationTime(currentThread: true);
        double first = Microseconds(1, call) / 1000;
        methods = JitInfo.GetCompiledMethodCount(currentThread: true) - methods;
        bytes = JitInfo.GetCompiledILBytes(currentThread: true) - bytes;
        time = JitInfo.GetCompilationTime(currentThread: true) - time;
        double early = Microseconds(29, call);
        double next = Microseconds(70, call);
        return new FirstCall(name, (int)methods, bytes, time.TotalMilliseconds, first, early, next, Settled(call));
    }

    private static double Settled(Action call)
    {
        for (int tier = 0; tier < 3; tier++)
        {
            Microseconds(60, call);
            Thread.Sleep(TieringDelay);
        }

        // A core that slept is slow at first.
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            call();
        }

        return Microseconds(60, call);
    }

    /// <summary>The median time of some calls, the clock's own time taken off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Microseconds(int count, Action call)
    {
        var calls = new double[count];
        var readings = new double[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            long end = Stopwatch.GetTimestamp();
            calls[i] = end - start;
            readings[i] = Stopwatch.GetTimestamp() - end;
        }

        Array.Sort(calls);
        Array.Sort(readings);
        return (calls[count / 2] - readings[count / 2]) * 1e6 / Stopwatch.Frequency;
    }
}
