using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;
using Xunit;

namespace NeuralGen.Compiler.Tests.Graph;

/// <summary>The verifier accepts what builders make and names what is wrong with anything else.</summary>
public class GraphVerifierTests
{
    private static readonly Operation Double = new Operation.Elementwise(2 * new Variable("z"), new[] { "z" }.ToEquatableArray());

    [Fact]
    public void GraphOfABuilderIsAccepted() => GraphVerifier.Verify(Chain());

    [Fact]
    public void NodeAtAnotherPlaceIsRefused() => AssertRefused(Chain().SetItem(1, Chain()[1] with { Index = 2 }), "another place");

    [Fact]
    public void NodeThatReadsALaterOneIsRefused() => AssertRefused(Chain().SetItem(1, Chain()[1] with { Inputs = Indices(2) }), "comes after");

    [Fact]
    public void NodeThatReadsItselfIsRefused() => AssertRefused(Chain().SetItem(1, Chain()[1] with { Inputs = Indices(1) }), "comes after");

    [Fact]
    public void NodeOfAnotherShapeIsRefused() => AssertRefused(Chain().SetItem(1, Chain()[1] with { Shape = Indices(4) }), "another shape");

    [Fact]
    public void ExpressionWithAnUnboundVariableIsRefused() => AssertRefused(
        Chain().SetItem(1, Chain()[1] with { Operation = new Operation.Elementwise(new Variable("u"), new[] { "z" }.ToEquatableArray()) }), "unbound variable");

    [Fact]
    public void ComputationsAreNotAddedTwice()
    {
        var builder = new GraphBuilder();
        Node x = builder.Source("x", 0, new Operation.Input(), 3);
        Assert.Same(builder.Apply("u", 1, Double, x), builder.Apply("v", 1, Double, x));
    }

    private static ImmutableArray<Node> Chain()
    {
        var builder = new GraphBuilder();
        Node x = builder.Source("x", 0, new Operation.Input(), 3);
        Node u = builder.Apply("u", 1, Double, x);
        builder.Apply("s", 1, new Operation.Sum(), u);
        return builder.ToNodes();
    }

    private static EquatableArray<int> Indices(params int[] indices) => indices.ToEquatableArray();

    private static void AssertRefused(ImmutableArray<Node> nodes, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidOperationException>(() => GraphVerifier.Verify(nodes)).Message, StringComparison.Ordinal);
}
