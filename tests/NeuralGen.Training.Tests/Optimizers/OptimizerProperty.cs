using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Tests.Runtime;

/// <summary>Takes an optimiser and a plain loop in double precision through the same random steps.</summary>
internal static class OptimizerProperty
{
    private const int Steps = 5;

    /// <summary>One step of a reference: changes <paramref name="theta"/> by the gradient <paramref name="g"/>.</summary>
    public delegate void ReferenceStep(double[] theta, double[] g);

    /// <summary>Checks random values at every size around the boundaries of vectors.</summary>
    /// <param name="optimizer">Makes the optimiser.</param>
    /// <param name="reference">Makes the reference for so many elements.</param>
    /// <param name="tolerance">The largest error: relative, absolute below 1.</param>
    public static void Check<T>(Func<Optimizer<T>> optimizer, Func<int, ReferenceStep> reference, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Arbitrary<(int Count, int Seed)> cases = Gen.Choose(1, 70).Zip(Gen.Choose(0, int.MaxValue - 1)).ToArbitrary();
        Prop.ForAll(cases, drawn => WorstError(optimizer(), reference(drawn.Count), drawn.Count, drawn.Seed) <= tolerance)
            .QuickCheckThrowOnFailure();
    }

    private static double WorstError<T>(Optimizer<T> optimizer, ReferenceStep reference, int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var parameters = new ParameterVector<T>(Layouts.Flat(count));
        var gradient = new ParameterVector<T>(Layouts.Flat(count));
        Fill(parameters, random);
        double[] expected = Values(parameters);
        for (int step = 0; step < Steps; step++)
        {
            Fill(gradient, random);
            optimizer.Step(parameters, gradient);
            reference(expected, Values(gradient));
        }

        return Values(parameters).Zip(expected, (actual, wanted) => Math.Abs(actual - wanted) / Math.Max(1, Math.Abs(wanted))).Max();
    }

    /// <summary>Fills a vector with numbers between -1 and 1.</summary>
    public static void Fill<T>(ParameterVector<T> vector, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[vector.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateTruncating((2 * random.NextDouble()) - 1);
        }

        vector.CopyFrom(values);
    }

    private static double[] Values<T>(ParameterVector<T> vector)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] values = new T[vector.Count];
        vector.CopyTo(values);
        return [.. values.Select(double.CreateTruncating)];
    }
}
