using System.Numerics;
using NeuralGen.Runtime;

namespace NeuralGen.Training.Tests.Dropout;

[Trait("Category", "Numeric")]
public sealed class DropoutMaskTests
{
    private static readonly DropoutKey Key = new DropoutState(5) { Step = 7 }.Key;

    [Fact]
    public void MaskIsTheSameOnEveryMachine() => Assert.Equal(
        "1111001111010100101000001000101100000001",
        string.Concat(Draw<float>(Key, 1, 0.5, 40, 40, 1).Select(factor => factor == 0 ? '0' : '1')));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void ShareOfZerosIsTheRate(double rate)
    {
        const int Count = 1_000_000;
        int zeros = Draw<float>(Key, 1, rate, 1000, 1000, Count / 1000).Count(factor => factor == 0);

        // Five standard deviations of the binomial distribution.
        Assert.Equal(rate * Count, zeros, 5 * Math.Sqrt(Count * rate * (1 - rate)));
    }

    [Fact]
    public void NeighboursHaveNothingToDoWithOneAnother()
    {
        const int Count = 1_000_000;
        float[] mask = Draw<float>(Key, 1, 0.5, 1000, 1000, Count / 1000);
        float[] nextStep = Draw<float>(new DropoutState(5) { Step = 8 }.Key, 1, 0.5, 1000, 1000, Count / 1000);
        float[] nextLayer = Draw<float>(Key, 2, 0.5, 1000, 1000, Count / 1000);
        float[] nextSeed = Draw<float>(new DropoutState(6) { Step = 7 }.Key, 1, 0.5, 1000, 1000, Count / 1000);

        foreach (IEnumerable<float> other in new IEnumerable<float>[] { mask.Skip(1), mask.Skip(1000), nextStep, nextLayer, nextSeed })
        {
            int alike = mask.Zip(other).Count(pair => pair.First == pair.Second);
            Assert.Equal(Count / 2.0, alike, 5 * Math.Sqrt(Count / 4.0) + 1000);
        }
    }

    [Fact]
    public void WhatIsKeptIsDividedByItsProbability() =>
        Assert.All(Draw<double>(Key, 1, 0.2, 100, 104, 3).Where(factor => factor != 0), factor => Assert.Equal(1 / 0.8, factor));

    [Theory]
    [InlineData(1, 16)]
    [InlineData(15, 16)]
    [InlineData(16, 48)]
    [InlineData(7, 7)]
    [InlineData(9, 13)]
    public void BehindTheEndOfARowIsZero(int length, int stride)
    {
        float[] mask = Draw<float>(Key, 1, 0.01, length, stride, 3);

        for (int i = 0; i < mask.Length; i++)
        {
            Assert.True(i % stride < length || mask[i] == 0, $"Element {i % stride} of row {i / stride} is {mask[i]}.");
        }
    }

    [Fact]
    public void MaskDoesNotDependOnTheStrideOrThePrecision()
    {
        float[] close = Draw<float>(Key, 1, 0.5, 19, 19, 8);
        double[] far = Draw<double>(Key, 1, 0.5, 19, 40, 8);

        for (int i = 0; i < 8 * 19; i++)
        {
            Assert.Equal(close[i], far[(i / 19 * 40) + (i % 19)]);
        }
    }

    [Fact]
    public void MaskDoesNotDependOnTheCutOfTheBatch()
    {
        float[] whole = Draw<float>(Key, 1, 0.5, 19, 19, 8);
        float[] part = Draw<float>(Key.From(2).From(3), 1, 0.5, 19, 19, 3);

        Assert.Equal(whole[(5 * 19)..], part);
    }

    private static T[] Draw<T>(DropoutKey key, int layer, double rate, int length, int stride, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] mask = new T[stride * count];
        Array.Fill(mask, T.NaN);
        DropoutMasks.Draw(ref mask[0], key, layer, rate, length, stride, count);
        return mask;
    }
}
