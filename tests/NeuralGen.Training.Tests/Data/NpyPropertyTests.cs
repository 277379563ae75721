using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace NeuralGen.Training.Tests.Data;

public sealed class NpyPropertyTests
{
    private static readonly string[] Types =
        ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "|u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "|b1"];

    [Fact]
    public void WhatIsWrittenInSinglePrecisionIsReadAgain() => CheckRoundTrip<float>();

    [Fact]
    public void WhatIsWrittenInDoublePrecisionIsReadAgain() => CheckRoundTrip<double>();

    [Fact]
    public void AnyTypeAndOrderAndShapeIsReadInRowMajorOrder()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            string type = Types[random.Next(Types.Length)];
            bool isFortranOrder = random.Next(2) == 0;
            int[] shape = RandomShape(random);

            // Numbers from 0 to 1 fit into every type; only the floating-point types hold what lies between.
            double[] values = new double[Product(shape)];
            byte[][] elements = new byte[values.Length][];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = type[1] == 'f' ? random.Next(256) / 256.0 : random.Next(2);
                elements[isFortranOrder ? ColumnMajor(i, shape) : i] = NpyBytes.Element(type, values[i]);
            }

            byte[] file = NpyBytes.File(type, isFortranOrder, shape, [.. elements.SelectMany(bytes => bytes)], (byte)random.Next(1, 4));
            NpyArray<double> array = NpyFile.Read<double>(new MemoryStream(file));
            return array.Shape.SequenceEqual(shape) && array.Values.SequenceEqual(values);
        }).QuickCheckThrowOnFailure();
    }

    private static void CheckRoundTrip<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            int[] shape = RandomShape(random);
            T[] values = [.. Enumerable.Range(0, Product(shape)).Select(_ => T.CreateTruncating(Math.Exp(random.Next(-300, 300)) * (random.NextDouble() - 0.5)))];
            using var stream = new MemoryStream();
            NpyFile.Write<T>(stream, values, shape);
            stream.Position = 0;
            NpyArray<T> array = NpyFile.Read<T>(stream);
            return array.Shape.SequenceEqual(shape) && array.Values.SequenceEqual(values);
        }).QuickCheckThrowOnFailure();
    }

    private static int[] RandomShape(Random random) => [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(random.Next(8) == 0 ? 1 : 6))];

    private static int Product(int[] shape) => shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Where the element at a row-major position stands when the first index varies fastest.</summary>
    private static int ColumnMajor(int position, int[] shape)
    {
        int result = 0;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            result += position % shape[axis] * Product(shape[..axis]);
            position /= shape[axis];
        }

        return result;
    }
}
