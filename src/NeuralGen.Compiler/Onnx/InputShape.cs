using NeuralGen.Compiler.Onnx.Format;

namespace NeuralGen.Compiler.Onnx;

/// <summary>The shape of a model's input.</summary>
internal static class InputShape
{
    /// <summary>Operators behind which the last axis is as long as before them.</summary>
    private static readonly HashSet<string> Transparent = new(StringComparer.Ordinal)
    {
        "Identity", "Cast", "Dropout", "Relu", "Tanh", "Sigmoid", "Neg", "Abs", "Clip", "Add", "Sub", "Mul", "Div", "BatchNormalization",
    };

    /// <summary>
    /// The sizes; null for one that is only known at run time. Where the model does not fix the length of its vectors,
    /// the first matrix they are multiplied with tells.
    /// </summary>
    public static IReadOnlyList<long?> Of(GraphPlan plan, int opset)
    {
        if (!plan.Input.IsTensor)
        {
            throw new ImportException(ProblemKind.UnsupportedGraph, $"The input '{plan.Input.Name}' is no tensor.");
        }

        if (plan.Input.Shape is { } shape && (shape.Count != 2 || shape[1] is not null))
        {
            return shape;
        }

        if (FirstMatrix(plan) is { } rows)
        {
            return [plan.Input.Shape?[0], rows];
        }

        return plan.Input.Shape ?? throw new ImportException(
            ProblemKind.UnsupportedShape, $"The input '{plan.Input.Name}' has no shape, and the model (opset {opset}) does not multiply it with a matrix first, which would tell it.");
    }

    private static TensorMessage? ConstantOf(GraphPlan plan, string name) => plan.Initializers.TryGetValue(name, out TensorMessage? initializer)
        ? initializer
        : plan.Nodes.FirstOrDefault(node => node.Operator == "Constant" && node.Outputs.Contains(name))?.Attributes.Find(attribute => attribute.Name == "value")?.Tensor;

    /// <summary>The number of rows of the first constant matrix from the right, from the input on along a chain.</summary>
    private static long? FirstMatrix(GraphPlan plan)
    {
        string name = plan.Input.Name;
        foreach (NodeMessage node in plan.Nodes)
        {
            int place = node.Inputs.IndexOf(name);
            if (place < 0)
            {
                continue;
            }

            if (node.Operator is "Gemm" or "MatMul" && place == 0 && node.Inputs.Count > 1 && ConstantOf(plan, node.Inputs[1]) is { } matrix)
            {
                bool isTransposed = node.Operator == "Gemm" && node.Attributes.Exists(attribute => attribute.Name == "transB" && attribute.Int == 1);
                bool fits = matrix.Dimensions.Count == 2 && matrix.Dimensions[isTransposed ? 1 : 0] > 0
                    && !node.Attributes.Exists(attribute => attribute.Name == "transA" && attribute.Int == 1);
                return fits ? matrix.Dimensions[isTransposed ? 1 : 0] : null;
            }

            if (!Transparent.Contains(node.Operator))
            {
                return null;
            }

            name = node.Outputs[0];
        }

        return null;
    }
}
