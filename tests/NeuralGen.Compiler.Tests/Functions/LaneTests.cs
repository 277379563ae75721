using FsCheck;
using FsCheck.Fluent;
using NeuralGen.Compiler.Emission.Functions;
using Xunit;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>No lane knows its neighbours, and tiers differ only in their width.</summary>
public sealed class LaneTests
{
    public static TheoryData<string> Names { get; } = [.. FunctionsText.Elementwise.Select(function => function.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_result_does_not_depend_on_its_lane_or_its_neighbours(string name)
    {
        SpanFunction<float> function = Emitted.Single(512)[Enum.Parse<ElementaryFunction>(name)];
        float[] arguments =
        [
            0, -0.0f, 0.25f, float.NaN, 1, float.NegativeInfinity, -1, 1e-42f, 0.7f, -80, float.PositiveInfinity, 90, -103, 3.5f, -1e30f, 0.01f,
        ];
        int[] expected = [.. Emitted.Apply(function, arguments).Select(BitConverter.SingleToInt32Bits)];
        for (int shift = 1; shift < arguments.Length; shift++)
        {
            float[] rotated = Emitted.Apply(function, [.. arguments[shift..], .. arguments[..shift]]);
            Assert.Equal([.. expected[shift..], .. expected[..shift]], rotated.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Vectors_of_all_widths_give_the_same_bits(string name)
    {
        ElementaryFunction function = Enum.Parse<ElementaryFunction>(name);
        double[] arguments = [.. SampleArguments.Double(function)];
        double[] narrow = Emitted.Apply(Emitted.Double(128)[function], arguments);
        Assert.Equal(narrow, Emitted.Apply(Emitted.Double(256)[function], arguments));
        Assert.Equal(narrow, Emitted.Apply(Emitted.Double(512)[function], arguments));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void MaxOfLanes_is_the_largest_of_the_lanes(int bits)
    {
        CompiledFunctions<float> single = Emitted.Single(bits);
        CompiledFunctions<double> @double = Emitted.Double(bits);
        Gen<int[]> lanes = Gen.Choose(-1000, 1000).ArrayOf(single.Dialect.Lanes);
        Prop.ForAll(
            lanes.ToArbitrary(),
            values => single.MaxOfLanes([.. values.Select(value => value / 7f)]) == values.Max() / 7f
                && @double.MaxOfLanes([.. values.Select(value => value / 7d)]) == values.Take(@double.Dialect.Lanes).Max() / 7d).QuickCheckThrowOnFailure();
    }
}
