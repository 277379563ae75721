using System.Diagnostics;
using System.Reflection;
using System.Runtime.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralGen.Benchmarks.GeneratorTime;
using NeuralGen.Compiler;
using NeuralGen.Compiler.Planning;
using NeuralGen.Generator;
using NeuralGen.Generator.Tests.Helpers;

namespace NeuralGen.Benchmarks.KernelPredictions;

/// <summary>Compiles a network in memory, with a loop around each of its kernels, and runs the loops.</summary>
internal static class KernelMeasurement
{
    private const int Slices = 60;
    private const double SliceNanoseconds = 200_000;

    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyList<KernelTime> Run(GeneratorCase network, int bits, int batch)
    {
        TierPlan tier = NetworkCompiler.Plan(network.Declaration()).Tiers.First(tier => tier.Bits == bits);
        if (!(bits == 512 ? Vector512.IsHardwareAccelerated : Vector256.IsHardwareAccelerated))
        {
            // Kernels run in software too. The pass in registers is for machines that have its instructions.
            tier = tier with { ForwardInRegisters = null };
        }

        KernelLoops loops = new(tier, batch);
        Type type = Load(network, loops.Write()).GetType(KernelLoops.TypeName, throwOnError: true)!;
        float[] memory = GC.AllocateArray<float>(loops.MemoryLength, pinned: true);
        WarmUp(type, memory);
        IEnumerable<KernelTime> kernels = tier.Kernels.Select(kernel => new KernelTime(
            kernel.Kernel.Name,
            kernel.Block,
            MeasureLoop(KernelLoops.BlockLoop(kernel.Kernel)) / batch,
            kernel.Sample,
            MeasureLoop(KernelLoops.SampleLoop(kernel.Kernel))));
        return tier.ForwardInRegisters is { } pass
            ? [.. kernels, new KernelTime(KernelLoops.PassLoop, null, 0, pass.Prediction, MeasureLoop(KernelLoops.PassLoop))]
            : [.. kernels];

        double MeasureLoop(string loop) => Measure(type.GetMethod(loop)!.CreateDelegate<KernelLoop>(), memory);
    }

    /// <summary>A kernel that has not become a part of its loop is compiled well only after some calls, and in the background.</summary>
    private static void WarmUp(Type type, float[] memory)
    {
        for (int round = 0; round < 3; round++)
        {
            foreach (MethodInfo loop in type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            {
                Slice(loop.CreateDelegate<KernelLoop>(), memory, repetitions: 50);
            }

            Thread.Sleep(TieringDelay);
        }
    }

    /// <summary>The best of many short slices: neighbours on a machine only ever make things slower.</summary>
    private static double Measure(KernelLoop loop, float[] memory)
    {
        int repetitions = 1;
        double nanoseconds = 0;
        while (nanoseconds < SliceNanoseconds)
        {
            repetitions *= 2;
            nanoseconds = Slice(loop, memory, repetitions);
        }

        double best = nanoseconds;
        for (int slice = 0; slice < Slices; slice++)
        {
            best = Math.Min(best, Slice(loop, memory, repetitions));
        }

        return best / repetitions;
    }

    private static double Slice(KernelLoop loop, float[] memory, int repetitions)
    {
        // What works in place would run into denormal numbers after many repetitions.
        var random = new Random(1);
        foreach (ref float number in memory.AsSpan())
        {
            number = (random.NextSingle() - 0.5f) / 10;
        }

        loop(memory, 2);
        long start = Stopwatch.GetTimestamp();
        loop(memory, repetitions);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static Assembly Load(GeneratorCase network, string loops)
    {
        CSharpGeneratorDriver.Create(new NetworkGenerator()).RunGeneratorsAndUpdateCompilation(network.Compilation(), out Compilation compilation, out _);
        compilation = compilation
            .AddSyntaxTrees(BuildSettings.Default.Parse(loops, "loops.cs"))
            .WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        return result.Success
            ? Assembly.Load(stream.ToArray())
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }
}

/// <summary>Runs a kernel some times; returns the sum of its results, so that none of them is left out.</summary>
internal delegate float KernelLoop(float[] memory, int repetitions);
