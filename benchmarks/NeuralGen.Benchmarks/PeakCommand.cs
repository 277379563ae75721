using System.CommandLine;
using System.Diagnostics;

namespace NeuralGen.Benchmarks;

/// <summary>
/// How close generated code comes to what one core can do. Each figure is the best of several short runs, peak and
/// kernels in turn, since neighbours on the machine only ever make things slower.
/// </summary>
internal static class PeakCommand
{
    private const int Samples = 256;
    private const double ForwardOperations = 2.0 * ((784 * 128) + (128 * 10));
    private const double TrainingOperations = (3 * ForwardOperations) - (2.0 * 784 * 128);

    /// <summary>The subcommand <c>peak</c>, which also runs when no subcommand is named.</summary>
    public static Command Create()
    {
        var command = new Command("peak", "Measures a 784-128-10 network against the multiply-add peak of this core (what runs by default).");
        command.SetAction(_ => Run());
        return command;
    }

    /// <summary>Measures and prints.</summary>
    public static void Run()
    {
        var network = new Mnist();
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, Samples * Mnist.InputSize).Select(_ => random.NextSingle())];
        float[] outputs = new float[Samples * Mnist.OutputSize];
        float[] targets = new float[Samples * Mnist.OutputSize];
        for (int sample = 0; sample < Samples; sample++)
        {
            targets[(sample * Mnist.OutputSize) + random.Next(Mnist.OutputSize)] = 1;
        }

        var sgd = new Sgd<float>(0.01f);
        double peak = 0;
        double forward = double.PositiveInfinity;
        double single = double.PositiveInfinity;
        double training = double.PositiveInfinity;
        int bits = 0;
        for (int round = 0; round < 10; round++)
        {
            (bits, double measured) = MachinePeak.Measure();
            peak = Math.Max(peak, measured);
            forward = Math.Min(forward, Best(() => network.ForwardBatch(inputs, outputs)));
            single = Math.Min(single, Best(() => network.Forward(inputs.AsSpan(0, Mnist.InputSize), outputs.AsSpan(0, Mnist.OutputSize))));
            training = Math.Min(training, Best(() => network.TrainBatch(inputs, targets, sgd)));
        }

        Console.WriteLine($"784-128-10, ReLU and softmax, single precision, one thread, vectors of {bits} bits, .NET {Environment.Version}");
        Console.WriteLine($"multiply-add peak of this core        {peak / 1e9,8:F1} GFLOP/s");
        Print("forward, batch of 256", Samples * ForwardOperations, forward, peak);
        Print("forward, one sample", ForwardOperations, single, peak);
        Print("training step (SGD), batch of 256", Samples * TrainingOperations, training, peak);
    }

    private static void Print(string name, double operations, double seconds, double peak) =>
        Console.WriteLine($"{name,-36}  {operations / seconds / 1e9,8:F1} GFLOP/s  {operations / seconds / peak,6:P0} of the peak  {seconds * 1e6,10:F1} us");

    private static double Best(Action action)
    {
        double best = double.PositiveInfinity;
        for (int repetition = 0; repetition < 50; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
