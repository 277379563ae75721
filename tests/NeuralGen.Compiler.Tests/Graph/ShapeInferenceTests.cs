using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Graph;
using Xunit;

namespace NeuralGen.Compiler.Tests.Graph;

/// <summary>Shapes follow from operands, and operands that do not fit are refused.</summary>
public class ShapeInferenceTests
{
    private static readonly Operation.Elementwise Difference =
        new(new Variable("u") - new Variable("v"), new[] { "u", "v" }.ToEquatableArray());

    [Fact]
    public void MatrixVectorProductHasTheMatrixsRows() => AssertShape([3], new Operation.MatrixVectorProduct(), [3, 5], [5]);

    [Fact]
    public void TransposedProductHasTheMatrixsColumns() => AssertShape([5], new Operation.TransposedMatrixVectorProduct(), [3, 5], [3]);

    [Fact]
    public void OuterProductIsAMatrix() => AssertShape([3, 5], new Operation.OuterProduct(), [3], [5]);

    [Fact]
    public void ElementwiseKeepsTheShape() => AssertShape([3], Difference, [3], [3]);

    [Fact]
    public void SumIsAScalar() => AssertShape([], new Operation.Sum(), [3]);

    [Fact]
    public void CrossEntropyIsAScalar() => AssertShape([], new Operation.CrossEntropy(), [3], [3]);

    [Fact]
    public void MatrixVectorProductRefusesAVectorOfAnotherLength() => AssertRefused(new Operation.MatrixVectorProduct(), [3, 5], [3]);

    [Fact]
    public void MatrixVectorProductRefusesTwoVectors() => AssertRefused(new Operation.MatrixVectorProduct(), [3], [3]);

    [Fact]
    public void TransposedProductRefusesAVectorOfAnotherLength() => AssertRefused(new Operation.TransposedMatrixVectorProduct(), [3, 5], [5]);

    [Fact]
    public void OuterProductRefusesAMatrix() => AssertRefused(new Operation.OuterProduct(), [3, 5], [5]);

    [Fact]
    public void AdditionRefusesOtherLengths() => AssertRefused(new Operation.Addition(), [3], [5]);

    [Fact]
    public void ElementwiseRefusesOtherLengths() => AssertRefused(Difference, [3], [5]);

    [Fact]
    public void ElementwiseRefusesAMissingOperand() => AssertRefused(Difference, [3]);

    [Fact]
    public void SoftmaxRefusesAMatrix() => AssertRefused(new Operation.Softmax(), [3, 5]);

    [Fact]
    public void CrossEntropyRefusesOtherLengths() => AssertRefused(new Operation.CrossEntropy(), [3], [5]);

    [Fact]
    public void JacobianProductRefusesOtherLengths() => AssertRefused(new Operation.SoftmaxJacobianProduct(), [3], [5]);

    private static void AssertShape(int[] expected, Operation operation, params int[][] operands) => Assert.Equal(expected, Infer(operation, operands));

    private static void AssertRefused(Operation operation, params int[][] operands)
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => Infer(operation, operands));
        Assert.Contains($"[{string.Join(", ", operands[0])}]", fault.Message, StringComparison.Ordinal);
    }

    private static EquatableArray<int> Infer(Operation operation, int[][] operands) =>
        ShapeInference.Infer(operation, [.. operands.Select(shape => shape.ToEquatableArray())]);
}
