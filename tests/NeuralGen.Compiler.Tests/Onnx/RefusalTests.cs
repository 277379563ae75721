using NeuralGen.Compiler.Onnx;
using NeuralGen.Compiler.Onnx.Tensors;
using Xunit;

namespace NeuralGen.Compiler.Tests.Onnx;

/// <summary>Nodes that are wrong or not supported: each with exactly the problem that it has.</summary>
public class RefusalTests
{
    private static readonly (string Name, TestModel Model, ProblemKind Kind, string Message)[] Cases =
    [
        ("recurrence", Node("LSTM", "x w r"), ProblemKind.UnsupportedOperator, "is not supported; recurrence and control flow are not; supported are feed-forward networks of dense layers (Gemm, MatMul and Add)"),
        ("layer normalisation", Node("LayerNormalization", "x w"), ProblemKind.UnsupportedOperator, "is not supported; normalisation over a sample is not; supported is BatchNormalization with its running statistics"),
        ("quantised activations", Node("QuantizeLinear", "x s"), ProblemKind.UnsupportedOperator, "is not supported; computing with integers is not; supported are weights that DequantizeLinear turns into floats: quantise the weights only"),
        ("unknown operator", Node("Frobnicate", "x"), ProblemKind.UnsupportedOperator, "is not supported; supported are dense layers (Gemm, MatMul), elementwise functions and arithmetic, Softmax, LogSoftmax, BatchNormalization, Dropout, operators that leave the order of a sample's numbers as it is (Flatten, Reshape, Squeeze, Unsqueeze, Transpose, Identity, Cast), and computations with constants"),
        ("operator of the future", Node("Gelu", "x"), ProblemKind.UnsupportedOperator, "does not exist in opset 17, but from 20 on"),
        ("old broadcasting", Node("Add", "x s", 6), ProblemKind.UnsupportedOperator, "is supported from opset 7 on, and the model uses 6"),
        ("joined activations", Node("Concat", "x x", 17, ("axis", 1)), ProblemKind.UnsupportedOperator, "is applied to what is computed from the network's input; it is supported for constants and shapes only: taking samples apart and summing over them is not; supported are dense layers, elementwise functions, Softmax, and sums of branches of equal size"),
        ("picked activations", Node("Gather", "x i"), ProblemKind.UnsupportedOperator, "is applied to what is computed from the network's input; it is supported for constants and shapes only: taking samples apart and summing over them is not; supported are dense layers, elementwise functions, Softmax, and sums of branches of equal size"),
        ("too few inputs", Node("Add", "x"), ProblemKind.DamagedFile, "has 1 inputs; 2 are expected"),
        ("too many inputs", Node("Relu", "x x"), ProblemKind.DamagedFile, "has 2 inputs; 1 are expected"),
        ("no third input for two or three", Node("Gemm", "x"), ProblemKind.DamagedFile, "has 1 inputs; 2 to 3 are expected"),
        ("input left out that is needed", Node("Gemm", "x - s"), ProblemKind.DamagedFile, "has no input 1, which it needs"),
        ("unknown attribute", Node("Relu", "x", 17, ("alpha", 1f)), ProblemKind.UnsupportedAttribute, "has the attribute 'alpha', which Relu does not have in opset 17"),
        ("attribute of an older opset", Node("Clip", "x", 17, ("min", 0f)), ProblemKind.UnsupportedAttribute, "has the attribute 'min', which Clip does not have in opset 17"),
        ("attribute of a newer opset", Node("Reshape", "x i", 13, ("allowzero", 1)), ProblemKind.UnsupportedAttribute, "has the attribute 'allowzero', which Reshape does not have in opset 13"),
        ("attribute of another kind", Node("Elu", "x", 17, ("alpha", 1)), ProblemKind.DamagedFile, "has the attribute alpha of kind Int; Float is expected"),
        ("attribute twice", Node("Elu", "x", 17, ("alpha", 1f), ("alpha", 2f)), ProblemKind.DamagedFile, "has the attribute alpha twice"),
        ("flag that is none", Node("Gemm", "x w", 17, ("transB", 2)), ProblemKind.DamagedFile, "has the attribute transB with the value 2, which can only be 0 or 1"),
        ("unknown approximation", Node("Gelu", "x", 20, ("approximate", "cubic")), ProblemKind.UnsupportedAttribute, "has the attribute approximate = 'cubic'; 'none' and 'tanh' are supported"),
        ("division by alpha", Node("Celu", "x", 17, ("alpha", 0f)), ProblemKind.UnsupportedAttribute, "divides by its alpha, which is 0"),
        ("axis that is none", Node("Softmax", "x", 17, ("axis", 2)), ProblemKind.DamagedFile, "names axis 2 of a tensor with 2 axes"),
        ("axis that is none, from the end", Node("Softmax", "x", 17, ("axis", -3)), ProblemKind.DamagedFile, "names axis -3 of a tensor with 2 axes"),
        ("permutation of too few axes", Node("Transpose", "x", 17, ("perm", new[] { 0 })), ProblemKind.DamagedFile, "has the permutation [0] for 2 axes"),
        ("permutation with an axis twice", Node("Transpose", "x", 17, ("perm", new[] { 0, 0 })), ProblemKind.DamagedFile, "has the permutation [0, 0] for 2 axes"),
        ("axis inserted twice", Node("Unsqueeze", "x", 12, ("axes", new[] { 1, 1 })), ProblemKind.DamagedFile, "inserts one axis twice: [1, 1]"),
        ("axes as input before opset 13", Node("Unsqueeze", "x i", 12), ProblemKind.DamagedFile, "has 2 inputs; before opset 13 the axes are an attribute"),
        ("no axes", Node("Unsqueeze", "x", 13), ProblemKind.DamagedFile, "has no axes"),
        ("bounds as inputs before opset 11", Node("Clip", "x s", 10), ProblemKind.DamagedFile, "has 2 inputs; before opset 11 the bounds are attributes"),
        ("bounds for every element", Node("Clip", "x w2", 13), ProblemKind.UnsupportedShape, "needs one number as input 1, but 'w2' has the shape [2, 2]"),
        ("negative size in a shape", Node("Reshape", "x bad"), ProblemKind.DamagedFile, "gives its input the impossible shape [-1, -5]"),
        ("shape of floats", Node("Reshape", "x s"), ProblemKind.DamagedFile, "needs a list of integers as input 1, but 's' is of float and shape [1]"),
        ("shape that is computed from the sample", Node("Reshape", "x x"), ProblemKind.UnsupportedGraph, "needs a constant as input 1, but 'x' is computed from the network's input"),
        ("slope that is computed from the sample", Node("PRelu", "x x"), ProblemKind.UnsupportedGraph, "has a slope that is computed from the network's input; the slope must be a constant"),
        ("dropout in training", Node("Dropout", "x s s"), ProblemKind.TrainingOnly, "is in training mode and drops numbers at random; export the model for inference"),
        ("conversion to integers", Node("Cast", "x", 17, ("to", 7)), ProblemKind.UnsupportedType, "converts what is computed from the network's input to int64; only floating-point types and bool are supported there"),
        ("conversion to strings", Node("Cast", "x", 17, ("to", 8)), ProblemKind.UnsupportedType, "converts to string, which is not supported"),
        ("conversion to nothing", Node("Cast", "x"), ProblemKind.UnsupportedType, "converts to no type, which is not supported"),
        ("dequantised activations", Node("DequantizeLinear", "x s"), ProblemKind.UnsupportedGraph, "converts integers that are computed from the network's input; supported are constants, the weights"),
        ("product with a vector of integers", Node("MatMul", "x i"), ProblemKind.DamagedFile, "mixes numbers of float and int64"),
        ("empty vector", Node("MatMul", "x nothing"), ProblemKind.DamagedFile, "multiplies a matrix for 0 numbers with 2"),
        ("matrix with three axes", Node("Gemm", "x w3"), ProblemKind.DamagedFile, "multiplies matrices, but one has the shape [1, 2, 2]"),
        ("bias with three axes", Node("Gemm", "x w2 w3"), ProblemKind.UnsupportedShape, "combines a constant of shape [1, 2, 2] with values of shape [1, N, 2], and so treats the samples of a batch differently"),
        ("bias that does not fit", Node("Gemm", "x w2 i3"), ProblemKind.DamagedFile, "mixes numbers of float and int64"),
        ("element that is none", Node("Gather", "w i5"), ProblemKind.DamagedFile, "picks element 5 of 2"),
        ("impossible shape of nothing", Node("Reshape", "nothing much", 14, ("allowzero", 1)), ProblemKind.TooLarge, "gives a constant the impossible shape [0, 1099511627776]"),
        ("statistics that do not fit", Node("BatchNormalization", "x s s s s"), ProblemKind.DamagedFile, "normalises 2 channels with numbers of float and shape [1]"),
    ];

    public static TheoryData<string> Names() => [.. Cases.Select(refused => refused.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ProblemNamesTheNode(string name)
    {
        (_, TestModel model, ProblemKind kind, string message) = Cases.Single(refused => refused.Name == name);
        ImportProblem problem = model.Import().Problem();
        Assert.Equal((kind, $"The {problem.Operator} node '{problem.Node}' {message}."), (problem.Kind, problem.Message));
        Assert.Equal("the_" + problem.Operator!.ToLowerInvariant(), problem.Node);
    }

    [Theory]
    [InlineData("ai.onnx.ml", ProblemKind.UnsupportedOperator)]
    [InlineData("com.microsoft", ProblemKind.UnsupportedOperator)]
    [InlineData("ai.onnx.preview.training", ProblemKind.TrainingOnly)]
    public void OperatorsOfOtherDomainsAreRefused(string domain, object kind)
    {
        ImportProblem problem = new TestModel().Input("x", "N", 2).Add(1, TestModel.NodeMessage("Relu", "x", "y").Text(7, domain)).Output().Import().Problem();
        Assert.Equal((kind, "Relu", "the_relu"), (problem.Kind, problem.Operator, problem.Node));
        Assert.StartsWith($"The Relu node 'the_relu' is of the operators '{domain}'; only ONNX's own (ai.onnx) are supported: ", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NodeWithoutNameIsCalledByItsOutput()
    {
        ImportProblem problem = new TestModel().Input("x", "N", 2).Add(1, new ProtobufWriter().Text(1, "x").Text(2, "y").Text(4, "Gelu")).Output().Import().Problem();
        Assert.Equal(("The Gelu node that computes 'y' does not exist in opset 17, but from 20 on.", null), (problem.Message, problem.Node));
    }

    [Fact]
    public void AttributeOfAFunctionIsRefused()
    {
        ProtobufWriter node = TestModel.NodeMessage("Elu", "x", "y").Message(5, new ProtobufWriter().Text(1, "alpha").Text(21, "a").Varint(20, 1));
        Assert.Equal(
            "The Elu node 'the_elu' takes the attribute 'alpha' from a function's parameter, which is only possible inside of a function.",
            new TestModel().Input("x", "N", 2).Add(1, node).Output().Import().Problem().Message);
    }

    [Fact]
    public void MaskOfDropoutCannotBeUsed() => Assert.Equal(
        "The Mul node 'the_mul' uses output 1 of the Dropout node 'the_dropout', which is not supported; only first outputs are.",
        new TestModel().Input("x", "N", 2).Node("Dropout", "x", "d m").Node("Mul", "d m", "y").Output().Import().Problem().Message);

    [Theory]
    [InlineData("ConstantOfShape", new long[] { 30_000, 30_000 })]
    [InlineData("Expand", new long[] { 30_000, 30_000 })]
    public void ConstantsThatGrowAreRefused(string name, long[] shape)
    {
        TestModel model = new TestModel().Input("x", "N", 2).Constant("one", [], 1).Integers("s", shape)
            .Node(name, name == "Expand" ? "one s" : "s", "c").Node("MatMul", "x c", "y").Output();
        Assert.Equal(
            new ImportProblem(ProblemKind.TooLarge, "A constant needs 900000000 numbers, far more than a file of this size can be meant to need."),
            model.Import().Problem());
    }

    [Fact]
    public void ConstantsThatDoubleAgainAndAgainAreRefused()
    {
        TestModel model = new TestModel().Input("x", "N", 2).Constant("c0", [2], 1, 2);
        for (int i = 0; i < 40; i++)
        {
            model.Node("Concat", $"c{i} c{i}", $"c{i + 1}", ("axis", 0));
        }

        Assert.Equal(ProblemKind.TooLarge, model.Node("Mul", "x c40", "y").Output().Import().Problem().Kind);
    }

    private static TestModel Node(string type, string inputs, int opset = 17, params (string Name, object Value)[] attributes)
    {
        // Its result is used, so that it is needed whether or not it reads the input.
        ProtobufWriter node = TestModel.NodeMessage(type, inputs, "y", attributes);
        return new TestModel(opset).Input("x", "N", 2).Constant("w", [2, 1], 1, 2).Constant("w2", [2, 2], 1, 2, 3, 4).Constant("w3", [1, 2, 2], 1, 2, 3, 4).Constant("s", [1], 1)
            .Integers("i", 0, 1).Tensor(TestTensor.Raw("i3", ElementType.Int64, [2], 1L, 2)).Integers("bad", -1, -5).Integers("i5", 5).Integers("much", 0, 1L << 40).Constant("nothing", [0])
            .Add(1, node).Node("Sum", "x y", "out").Output("out");
    }
}
