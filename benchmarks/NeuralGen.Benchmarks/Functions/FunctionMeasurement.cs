using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Tests.Functions;
using NeuralGen.Runtime;

namespace NeuralGen.Benchmarks.Functions;

/// <summary>What one function takes, in nanoseconds for one number.</summary>
internal sealed record FunctionTime(string Precision, string Name, string PeerName, double Nanoseconds, double PeerNanoseconds);

/// <summary>Measures functions and their peers in turn, over arrays that lie in the first-level cache.</summary>
internal static class FunctionMeasurement
{
    /// <summary>Argument and result together are half of a cache of 32 KB.</summary>
    private const int ArrayBytes = 8192;

    /// <summary>Not a multiple of a page: a store to the place of a load within its page can look like the same place.</summary>
    private const int ResultStrideInBytes = ArrayBytes + 1536;

    private const int CallsPerRun = 40;

    private static readonly TimeSpan TieringDelay = TimeSpan.FromMilliseconds(250);

    public static IReadOnlyList<FunctionTime> Run<T>(VectorDialect dialect, int rounds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IReadOnlyList<MeasuredFunction<T>> functions = MeasuredFunctions.Of<T>();
        Dictionary<string, SpanFunction<T>> loops = EmittedLoops.Compile(dialect, functions);
        Pair<T>[] pairs = [.. functions.Select(function => new Pair<T>(function, loops[function.Name]))];
        WarmUp(pairs);
        for (int round = 0; round < rounds; round++)
        {
            foreach (Pair<T> pair in pairs)
            {
                pair.Measure();
            }
        }

        return [.. pairs.Select(pair => pair.Result(dialect))];
    }

    /// <summary>Runs the library's functions through the tiers of the just-in-time compiler; ours start in the last.</summary>
    private static void WarmUp<T>(Pair<T>[] pairs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int tier = 0; tier < 4; tier++)
        {
            foreach (Pair<T> pair in pairs)
            {
                pair.Measure();
            }

            Thread.Sleep(TieringDelay);
        }

        foreach (Pair<T> pair in pairs)
        {
            pair.Check();
            pair.Forget();
        }
    }

    private sealed class Pair<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly MeasuredFunction<T> _function;
        private readonly SpanFunction<T> _loop;
        private readonly Scratch<T> _memory = Scratch<T>.Rent(Length + (2 * ResultStride));
        private double _seconds = double.PositiveInfinity;
        private double _peerSeconds = double.PositiveInfinity;

        public Pair(MeasuredFunction<T> function, SpanFunction<T> loop)
        {
            (_function, _loop) = (function, loop);
            var random = new Random(1);
            foreach (ref T argument in Arguments)
            {
                argument = T.CreateChecked(function.Low + ((function.High - function.Low) * random.NextDouble()));
            }
        }

        private static int Length => ArrayBytes / Unsafe.SizeOf<T>();

        private static int ResultStride => ResultStrideInBytes / Unsafe.SizeOf<T>();

        private Span<T> Arguments => Part(0);

        private Span<T> Results => Part(ResultStride);

        private Span<T> PeerResults => Part(2 * ResultStride);

        public void Measure()
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < CallsPerRun; call++)
            {
                _loop(Arguments, Results);
            }

            long middle = Stopwatch.GetTimestamp();
            for (int call = 0; call < CallsPerRun; call++)
            {
                _function.Peer(Arguments, PeerResults);
            }

            long end = Stopwatch.GetTimestamp();
            _seconds = Math.Min(_seconds, Stopwatch.GetElapsedTime(start, middle).TotalSeconds);
            _peerSeconds = Math.Min(_peerSeconds, Stopwatch.GetElapsedTime(middle, end).TotalSeconds);
        }

        public void Forget() => _seconds = _peerSeconds = double.PositiveInfinity;

        /// <summary>Fails unless both computed the same function.</summary>
        public void Check()
        {
            for (int i = 0; i < Length; i++)
            {
                double result = double.CreateChecked(Results[i]);
                double peer = double.CreateChecked(PeerResults[i]);
                if (!(Math.Abs(result - peer) <= _function.Tolerance * Math.Max(1, Math.Abs(peer))))
                {
                    throw new InvalidOperationException($"{_function.Name} of {Arguments[i]} is {result}, but {_function.PeerName} says {peer}.");
                }
            }
        }

        public FunctionTime Result(VectorDialect dialect)
        {
            double nanoseconds = 1e9 / (CallsPerRun * Length);
            return new FunctionTime(dialect.Precision.ToString(), _function.Name, _function.PeerName, _seconds * nanoseconds, _peerSeconds * nanoseconds);
        }

        private Span<T> Part(int offset) => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref _memory.Reference, offset), Length);
    }
}
