using NeuralGen.Compiler.Emission.Functions;
using Xunit;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>Infinities, NaN, zeros and the ends of the range, to the bit.</summary>
public sealed class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<string, int> FunctionsAndTiers() => Emitted.FunctionsAndTiers();

    /// <summary>Function, argument, result; all of them numbers of single precision.</summary>
    public static TheoryData<string, double, double> Values { get; } = new()
    {
        { "Exp", Infinity, Infinity },
        { "Exp", -Infinity, 0 },
        { "Exp", 0, 1 },
        { "Exp", -0.0, 1 },
        { "Exp", 1000, Infinity },
        { "Exp", -1000, 0 },
        { "ExpOfNonPositive", -Infinity, 0 },
        { "ExpOfNonPositive", 0, 1 },
        { "ExpOfNonPositive", -0.0, 1 },
        { "ExpMinusOne", Infinity, Infinity },
        { "ExpMinusOne", -Infinity, -1 },
        { "ExpMinusOne", 0, 0 },
        { "ExpMinusOne", -0.0, -0.0 },
        { "ExpMinusOne", float.Epsilon, float.Epsilon },
        { "ExpMinusOne", -float.Epsilon, -float.Epsilon },
        { "Log", Infinity, Infinity },
        { "Log", 1, 0 },
        { "Log", 0, -Infinity },
        { "Log", -0.0, -Infinity },
        { "Log", float.Epsilon, -103.27892990343184 },
        { "LogOnePlus", 0, 0 },
        { "LogOnePlus", float.Epsilon, float.Epsilon },
        { "Tanh", Infinity, 1 },
        { "Tanh", -Infinity, -1 },
        { "Tanh", 0, 0 },
        { "Tanh", -0.0, -0.0 },
        { "Tanh", float.Epsilon, float.Epsilon },
        { "Tanh", -float.Epsilon, -float.Epsilon },
        { "Tanh", 100, 1 },
        { "Tanh", -100, -1 },
        { "Sigmoid", Infinity, 1 },
        { "Sigmoid", -Infinity, 0 },
        { "Sigmoid", 0, 0.5 },
        { "Sigmoid", -0.0, 0.5 },
        { "Sigmoid", 1000, 1 },
        { "Sigmoid", -1000, 0 },
        { "Erf", Infinity, 1 },
        { "Erf", -Infinity, -1 },
        { "Erf", 0, 0 },
        { "Erf", -0.0, -0.0 },
        { "Erf", 10, 1 },
        { "Erf", -10, -1 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Single_precision_has_the_special_values_to_the_bit(string name, double argument, double expected)
    {
        foreach (int bits in Emitted.Tiers)
        {
            float actual = Emitted.Apply(Emitted.Single(bits)[Enum.Parse<ElementaryFunction>(name)], [(float)argument])[0];
            Assert.Equal(BitConverter.SingleToInt32Bits((float)expected), BitConverter.SingleToInt32Bits(actual));
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Double_precision_has_the_special_values_to_the_bit(string name, double argument, double expected)
    {
        foreach (int bits in Emitted.Tiers)
        {
            double actual = Emitted.Apply(Emitted.Double(bits)[Enum.Parse<ElementaryFunction>(name)], [argument])[0];
            Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
        }
    }

    [Theory]
    [InlineData(-Infinity)]
    [InlineData(-1)]
    [InlineData(-float.Epsilon)]
    public void What_is_negative_has_no_logarithm(double argument)
    {
        foreach (int bits in Emitted.Tiers)
        {
            Assert.True(float.IsNaN(Emitted.Apply(Emitted.Single(bits)[ElementaryFunction.Log], [(float)argument])[0]));
            Assert.True(double.IsNaN(Emitted.Apply(Emitted.Double(bits)[ElementaryFunction.Log], [argument])[0]));
        }
    }

    [Theory]
    [MemberData(nameof(FunctionsAndTiers))]
    public void Single_precision_keeps_every_NaN(string name, int bits)
    {
        // Payloads with bits set at both ends: arithmetic on their bits must not make numbers of them.
        float[] arguments = [.. Enumerable.Range(0, 4096).Select(i => BitConverter.UInt32BitsToSingle((i % 2 == 0 ? 0x7FC00000u : 0xFFC00000u) | ((uint)i * 1021u & 0x3FFFFF)))];
        Assert.All(Emitted.Apply(Emitted.Single(bits)[Enum.Parse<ElementaryFunction>(name)], arguments), y => Assert.True(float.IsNaN(y)));
    }

    [Theory]
    [MemberData(nameof(FunctionsAndTiers))]
    public void Double_precision_keeps_every_NaN(string name, int bits)
    {
        double[] arguments = [.. Enumerable.Range(0, 4096).Select(i => BitConverter.UInt64BitsToDouble((i % 2 == 0 ? 0x7FF8000000000000 : 0xFFF8000000000000) | (uint)i))];
        Assert.All(Emitted.Apply(Emitted.Double(bits)[Enum.Parse<ElementaryFunction>(name)], arguments), y => Assert.True(double.IsNaN(y)));
    }

    [Theory]
    [InlineData("Tanh")]
    [InlineData("Erf")]
    public void Odd_functions_are_odd_to_the_bit(string name)
    {
        ElementaryFunction function = Enum.Parse<ElementaryFunction>(name);
        float[] arguments = [.. SampleArguments.Single(function).Where((_, i) => i % 16 == 0)];
        foreach (int bits in Emitted.Tiers)
        {
            float[] results = Emitted.Apply(Emitted.Single(bits)[function], arguments);
            float[] mirrored = Emitted.Apply(Emitted.Single(bits)[function], [.. arguments.Select(x => -x)]);
            Assert.Equal(results.Select(y => BitConverter.SingleToInt32Bits(-y)), mirrored.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory]
    [InlineData("Tanh", -1)]
    [InlineData("Erf", -1)]
    [InlineData("Sigmoid", 0)]
    public void Bounded_functions_keep_to_their_bounds(string name, float least)
    {
        ElementaryFunction function = Enum.Parse<ElementaryFunction>(name);
        float[] arguments = [.. SampleArguments.Single(function), .. Enumerable.Range(0, 100_000).Select(i => i * 1e-4f)];
        foreach (int bits in Emitted.Tiers)
        {
            float[] results = Emitted.Apply(Emitted.Single(bits)[function], arguments);
            Assert.Equal(least, results.Min());
            Assert.Equal(1, results.Max());
        }
    }
}
