using NeuralGen.Compiler.Onnx;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Operators and computations that only change shapes disappear.</summary>
public class LayoutTests
{
    private static readonly double[] Sample = [1, 2, 3, 4, 5, 6];

    public static TheoryData<int, string, object?[], object?[]> Spellings() => new()
    {
        { 13, "Identity x y", ["N", 6], ["N", 6] },
        { 13, "Flatten x y", ["N", 2, 3], ["N", 6] },
        { 13, "Flatten x y", ["N", 6], ["N", 6] },
        { 13, "Flatten x y axis=1", ["N", 2, 3], ["N", 6] },
        { 13, "Flatten x y axis=-2", ["N", 2, 3], ["N", 6] },
        { 13, "Flatten x y axis=0", [2, 3], [1, 6] },
        { 13, "Reshape x [0,-1] y", ["N", 2, 3], ["N", 6] },
        { 13, "Reshape x [-1,6] y", ["N", 2, 3], ["N", 6] },
        { 13, "Reshape x [0,6] y", [null, 2, 3], [null, 6] },
        { 13, "Reshape x [-1,3,2] y", ["N", 2, 3], ["N", 3, 2] },
        { 13, "Reshape x [1,6] y", [1, 2, 3], [1, 6] },
        { 13, "Reshape x [6] y", [1, 2, 3], [6] },
        { 13, "Reshape x [4,6] y", [4, 2, 3], [4, 6] },
        { 14, "Reshape x [-1,6] y allowzero=1", ["N", 2, 3], ["N", 6] },
        { 12, "Squeeze x y axes=1", ["N", 1, 6], ["N", 6] },
        { 13, "Squeeze x [1] y", ["N", 1, 6], ["N", 6] },
        { 13, "Squeeze x [-2,3] y", ["N", 6, 1, 1], ["N", 6] },
        { 13, "Squeeze x y", ["N", 6, 1], ["N", 6] },
        { 12, "Squeeze x y", [1, 6], [6] },
        { 12, "Unsqueeze x y axes=1", ["N", 6], ["N", 1, 6] },
        { 13, "Unsqueeze x [-1] y", ["N", 6], ["N", 6, 1] },
        { 13, "Unsqueeze x [0,3] y", ["N", 6], [1, "N", 6, 1] },
        { 13, "Transpose x y perm=0,1", ["N", 6], ["N", 6] },
        { 13, "Transpose x a; Transpose a y", ["N", 6], ["N", 6] },
        { 13, "Transpose x y perm=0,2,1", ["N", 6, 1], ["N", 1, 6] },
        { 13, "Transpose x a perm=1,2,0; Transpose a y perm=2,0,1", ["N", 2, 3], ["N", 2, 3] },
        { 11, "Dropout x y ratio=0.5", ["N", 6], ["N", 6] },
        { 11, "Dropout x y|mask", ["N", 6], ["N", 6] },
        { 13, "Dropout x y seed=3", ["N", 6], ["N", 6] },
        { 13, "Dropout x {1} y", ["N", 6], ["N", 6] },
        { 13, "Dropout x {1} {0} y", ["N", 6], ["N", 6] },
        { 13, "Cast x y to=1", ["N", 6], ["N", 6] },
        { 15, "CastLike x x y", ["N", 6], ["N", 6] },
        { 13, "Cast x a to=11; Cast a y to=1", ["N", 6], ["N", 6] },

        // What PyTorch writes for x.view(x.size(0), -1).
        { 13, "Shape x s; Gather s {0} n axis=0; Unsqueeze n [0] m; Concat m [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 12, "Shape x s; Gather s {0} n; Unsqueeze n m axes=0; Concat m [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 9, "Shape x s; Slice s n axes=0 starts=0 ends=1; Concat n [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Slice s [0] [1] n; Concat n [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Slice s [-3] [-2] [0] [1] n; Concat n [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Slice s [2] [-9] [0] [-1] r; Gather r [2] n; Concat n [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 15, "Shape x n start=0 end=1; Concat n [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 15, "Shape x r start=1; ReduceProd r p; Concat [-1] p c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Gather s {1} a; Gather s {2} b; Mul a b p; Unsqueeze p [0] q; Concat [-1] q c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Cast s t to=6; Cast t u to=7; Gather u [0] n; Concat n [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Gather s [0] n; Mul n [6] t; Div t [6] m; Concat m [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Size x t; Unsqueeze t [0] u; Div u [6] m; Concat m [6] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Gather s [0] n; Squeeze n [0] q; Unsqueeze q [0] m; Identity m i; Concat i [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Gather s [0] n; Add n [0] m; Sub m [0] k; Concat k [-1] c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "ConstantOfShape [1] z; Cast z i to=7; Sub i [1] m; Concat [0] m c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Expand [6] [1] e; Concat [-1] e c axis=0; Reshape x c y", ["N", 2, 3], ["N", 6] },
        { 13, "Reshape [0,6] [2] r; Reshape x r y", ["N", 2, 3], ["N", 6] },
        { 13, "Shape x s; Gather s [-3] n; Concat n [-1] c axis=-1; Reshape x c y", ["N", 2, 3], ["N", 6] },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void NothingRemains(int opset, string nodes, object?[] input, object?[] output)
    {
        OnnxNetwork network = Model(opset, nodes, input).Output("y", output).Computes([.. Sample, .. Sample], [.. Sample, .. Sample]);
        Assert.Equal(0, network.Output);
        Assert.Equal(6, network.InputSize);
        Assert.Empty(network.Operations);
    }

    [Theory]
    [InlineData("Reshape x [4,-1] y", "The Reshape node 'the_reshape' gives a tensor of shape [N, 2, 3] the shape [4, -1], where no size fits for -1.", false)]
    [InlineData("Reshape x [-1,3] y", "The Reshape node 'the_reshape' gives a batch of shape [N, 2, 3] the shape [2N, 3], and so mixes its samples; supported are shapes that leave the batch's size first.", true)]
    [InlineData("Reshape x [1,-1] y", "The Reshape node 'the_reshape' gives a batch of shape [N, 2, 3] the shape [1, 6N], and so mixes its samples; supported are shapes that leave the batch's size first.", false)]
    [InlineData("Reshape x [0,5] y", "The Reshape node 'the_reshape' gives a tensor of shape [N, 2, 3] the shape [N, 5], which has another number of elements.", false)]
    [InlineData("Squeeze x [0] y", "The Squeeze node 'the_squeeze' removes axis 0 of the shape [N, 2, 3], whose size is not known to be 1.", false)]
    [InlineData("Transpose x y perm=0,2,1", "The Transpose node 'the_transpose' reorders the numbers of a sample of shape [N, 2, 3] by the permutation [0, 2, 1]; supported is moving the batch's axis.", false)]
    [InlineData("Transpose x y perm=1,0,2", "The output 'y' has the shape [2, N, 3], in which samples do not lie one after the other; transpose it.", true)]
    [InlineData("Transpose x a perm=1,2,0; Reshape a [2,3,-1] y", "The Reshape node 'the_reshape' reshapes the shape [2, 3, N], in which samples do not lie one after the other.", true)]
    public void WhatMixesSamplesIsRefused(string nodes, string message, bool otherReading)
    {
        // Where rows of a sample can be taken for samples instead, the model means something; it is kept from that by a layer.
        TestModel model = Model(13, nodes, ["N", 2, 3]);
        ImportProblem problem = (otherReading ? Model(13, "Flatten x f; Reshape f [0,2,3] g; " + nodes.Replace(" x ", " g ", StringComparison.Ordinal), ["N", 2, 3]) : model)
            .Output("y").Import().Problem();
        Assert.Equal((ProblemKind.UnsupportedShape, message), (problem.Kind, problem.Message));
    }

    /// <summary>Nodes in a short form: operator, inputs ([1,2] a list, {1} a number), output, attributes.</summary>
    private static TestModel Model(int opset, string nodes, object?[] input)
    {
        var model = new TestModel(opset);
        model.Input("x", input);
        foreach (string[] node in nodes.Split("; ").Select(node => node.Split(' ')))
        {
            string[] operands = [.. node[1..].Where(part => !part.Contains('=', StringComparison.Ordinal))];
            foreach (string list in operands.Where(operand => operand[0] is '[' or '{'))
            {
                long[] numbers = [.. list.Trim('[', ']', '{', '}').Split(',').Select(number => long.Parse(number, null))];
                string name = "constant" + Guid.NewGuid();
                model.Tensor(TestTensor.Longs(name, list[0] == '[' ? [numbers.Length] : [], numbers));
                operands[Array.IndexOf(operands, list)] = name;
            }

            (string, object)[] attributes = [.. node.Where(part => part.Contains('=', StringComparison.Ordinal)).Select(Attribute)];
            model.Node(node[0], string.Join(' ', operands[..^1]), operands[^1].Replace('|', ' '), attributes);
        }

        return model;
    }

    private static (string, object) Attribute(string text)
    {
        (string name, string value) = (text.Split('=')[0], text.Split('=')[1]);
        return name switch
        {
            "ratio" => (name, float.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
            "axes" or "starts" or "ends" or "perm" => (name, value.Split(',').Select(number => int.Parse(number, null)).ToArray()),
            _ => (name, int.Parse(value, null)),
        };
    }
}
