namespace NeuralGen.Compiler.Graph;

/// <summary>Derives the shape of a result from the shapes of its operands, and refuses operands that do not fit.</summary>
internal static class ShapeInference
{
    public static EquatableArray<int> Infer(Operation operation, IReadOnlyList<EquatableArray<int>> operands) => operation switch
    {
        Operation.MatrixVectorProduct when Fits(operands, 2, 1) && operands[0][1] == operands[1][0] => Shape(operands[0][0]),
        Operation.TransposedMatrixVectorProduct when Fits(operands, 2, 1) && operands[0][0] == operands[1][0] => Shape(operands[0][1]),
        Operation.OuterProduct when Fits(operands, 1, 1) => Shape(operands[0][0], operands[1][0]),
        Operation.Addition or Operation.SoftmaxJacobianProduct or Operation.LogSoftmaxJacobianProduct or Operation.CrossEntropyGradient
            when Fits(operands, 1, 1) && operands[0].Equals(operands[1]) => operands[0],
        Operation.Elementwise elementwise
            when operands.Count > 0 && operands.Count == elementwise.Variables.Count && operands.All(operands[0].Equals) => operands[0],
        Operation.VectorGradient gradient
            when operands.Count > 0 && operands.Count == gradient.Variables.Count && operands.All(operands[0].Equals) => operands[0],
        Operation.Softmax or Operation.LogSoftmax when Fits(operands, 1) => operands[0],
        Operation.Sum when Fits(operands, 1) => Shape(),
        Operation.CrossEntropy when Fits(operands, 1, 1) && operands[0].Equals(operands[1]) => Shape(),
        _ => throw new InvalidOperationException(
            $"{operation.GetType().Name} does not take operands of shapes {string.Join(" and ", operands.Select(shape => $"[{string.Join(", ", shape)}]"))}."),
    };

    private static bool Fits(IReadOnlyList<EquatableArray<int>> operands, params int[] ranks) =>
        operands.Select(shape => shape.Count).SequenceEqual(ranks);

    private static EquatableArray<int> Shape(params int[] sizes) => sizes.ToEquatableArray();
}
