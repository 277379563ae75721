using System.Collections.Concurrent;
using NeuralGen.Compiler.Emission.Functions;
using Xunit;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>The emitted functions of every tier, compiled once for all tests.</summary>
internal static class Emitted
{
    private static readonly ConcurrentDictionary<int, Lazy<CompiledFunctions<float>>> SingleTiers = new();
    private static readonly ConcurrentDictionary<int, Lazy<CompiledFunctions<double>>> DoubleTiers = new();

    public static int[] Tiers { get; } = [0, 128, 256, 512];

    public static CompiledFunctions<float> Single(int bits) =>
        SingleTiers.GetOrAdd(bits, _ => new Lazy<CompiledFunctions<float>>(() => new CompiledFunctions<float>(bits))).Value;

    public static CompiledFunctions<double> Double(int bits) =>
        DoubleTiers.GetOrAdd(bits, _ => new Lazy<CompiledFunctions<double>>(() => new CompiledFunctions<double>(bits))).Value;

    /// <summary>Every function of one argument, in every tier.</summary>
    public static TheoryData<string, int> FunctionsAndTiers()
    {
        var data = new TheoryData<string, int>();
        foreach (ElementaryFunction function in FunctionsText.Elementwise)
        {
            foreach (int bits in Tiers)
            {
                data.Add(function.ToString(), bits);
            }
        }

        return data;
    }

    /// <summary>Applies a function to numbers of any count.</summary>
    public static T[] Apply<T>(SpanFunction<T> function, IReadOnlyList<T> arguments)
    {
        int padded = (arguments.Count + 15) / 16 * 16;
        T[] source = [.. arguments, .. new T[padded - arguments.Count]];
        var target = new T[padded];
        function(source, target);
        return target[..arguments.Count];
    }
}
