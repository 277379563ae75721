using System.Runtime.InteropServices;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Tests.Functions;

namespace NeuralGen.FunctionAccuracy;

/// <summary>Runs a function over every float of its domain, NaN and the infinities too, on all cores.</summary>
internal static class ExhaustiveSearch
{
    private const int BlockBits = 16;

    public static WorstCase[] Run(ElementaryFunction function, SpanFunction<float>[] tiers)
    {
        Func<double, double> reference = DoubleReference.Of(function);
        var worst = new WorstCase[tiers.Length];
        Parallel.For(
            0,
            1 << (32 - BlockBits),
            () => new Block(tiers.Length),
            (block, _, state) =>
            {
                state.Measure(function, reference, tiers, (uint)block << BlockBits);
                return state;
            },
            state =>
            {
                lock (worst)
                {
                    for (int i = 0; i < worst.Length; i++)
                    {
                        worst[i] = WorstCase.Of(worst[i], state.Worst[i]);
                    }
                }
            });
        return worst;
    }

    private static bool InDomain(ElementaryFunction function, float x) => function switch
    {
        ElementaryFunction.LogOnePlus => x is >= 0 and <= 1 || float.IsNaN(x),
        ElementaryFunction.ExpOfNonPositive => !(x > 40),
        _ => true,
    };

    /// <summary>The work of one thread.</summary>
    private sealed class Block(int tiers)
    {
        private readonly float[] _arguments = new float[1 << BlockBits];
        private readonly double[] _references = new double[1 << BlockBits];
        private readonly WorstCase[] _blockWorst = new WorstCase[tiers];
        private float[] _results = new float[1 << BlockBits];
        private float[] _previousResults = new float[1 << BlockBits];

        public WorstCase[] Worst { get; } = new WorstCase[tiers];

        public void Measure(ElementaryFunction function, Func<double, double> reference, SpanFunction<float>[] tiers, uint firstBits)
        {
            int count = 0;
            for (uint i = 0; i < _arguments.Length; i++)
            {
                float x = BitConverter.UInt32BitsToSingle(firstBits + i);
                if (InDomain(function, x))
                {
                    _arguments[count] = x;
                    _references[count] = reference(x);
                    count++;
                }
            }

            // Whole vectors only: what is left in the arrays from the block before is computed and not looked at.
            int padded = (count + 15) & ~15;
            for (int tier = 0; tier < tiers.Length; tier++)
            {
                tiers[tier](_arguments.AsSpan(0, padded), _results.AsSpan(0, padded));
                if (tier > 0 && SameBits(_results, _previousResults, count))
                {
                    _blockWorst[tier] = _blockWorst[tier - 1];
                }
                else
                {
                    _blockWorst[tier] = Largest(count);
                }

                Worst[tier] = WorstCase.Of(Worst[tier], _blockWorst[tier]);
                (_results, _previousResults) = (_previousResults, _results);
            }
        }

        private static bool SameBits(float[] left, float[] right, int count) =>
            MemoryMarshal.AsBytes(left.AsSpan(0, count)).SequenceEqual(MemoryMarshal.AsBytes(right.AsSpan(0, count)));

        private WorstCase Largest(int count)
        {
            var largest = new WorstCase(0.5, float.NaN);
            for (int i = 0; i < count; i++)
            {
                // The nearest float is within half a unit; only the others need a closer look.
                if (_results[i] != (float)_references[i])
                {
                    largest = WorstCase.Of(largest, new WorstCase(SingleError.InUlp(_results[i], _references[i]), _arguments[i]));
                }
            }

            return largest;
        }
    }
}
