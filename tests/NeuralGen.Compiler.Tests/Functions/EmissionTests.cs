using System.Text.RegularExpressions;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using Xunit;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>Which methods are written, and in what order.</summary>
public sealed class EmissionTests
{
    [Fact]
    public void Nothing_is_written_that_nobody_asked_for()
    {
        Assert.Equal(["Tanh"], MethodsFor(ElementaryFunction.Tanh));
    }

    [Fact]
    public void Each_function_is_written_once_in_a_fixed_order()
    {
        ElementaryFunction[] order = [ElementaryFunction.Sigmoid, ElementaryFunction.Erf, ElementaryFunction.Exp];
        Assert.Equal(MethodsFor(order), MethodsFor([.. order.Reverse(), ElementaryFunction.Erf, ElementaryFunction.Exp]));
    }

    [Fact]
    public void The_scalar_tier_has_no_lanes_to_compare()
    {
        Assert.Throws<ArgumentException>(() => FunctionsText.Write(VectorDialect.Create(Precision.Single, 0), [ElementaryFunction.MaxOfLanes]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_method_has_a_comment_that_states_its_error(int bits)
    {
        string text = Emitted.Single(bits).Text;
        int methods = FunctionsText.Elementwise.Length;
        Assert.Equal(methods, Regex.Count(text, @"// [^\n]*Error: at most [^\n]*ulp[^\n]*\n *\[MethodImpl\(MethodImplOptions\.AggressiveInlining\)\]"));
    }

    private static string[] MethodsFor(params ElementaryFunction[] functions)
    {
        var writer = new NeuralGen.Compiler.Emission.SourceWriter();
        ElementaryFunctions.Write(writer, VectorDialect.Create(Precision.Single, 256), functions);
        return [.. Regex.Matches(writer.ToString(), @"internal static \S+ (\w+)\(").Select(match => match.Groups[1].Value)];
    }
}
