using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Graph;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// Lays out the parameters. Weights are stored as rows: [in][out], where a vector instruction works on neighbouring
/// outputs, or [out][in] where a layer has so few outputs that they would leave most of a vector empty. Rows are padded to
/// 64 bytes, which keeps each one aligned for the widest vectors; padding is zero.
/// </summary>
internal static class ParameterPlanner
{
    /// <param name="parameters">The parameters, in order.</param>
    /// <param name="isFirst">Whether a layer, by its number, reads nothing that depends on parameters: it needs no gradient of what it reads.</param>
    public static ParameterPlan Plan(IEnumerable<Node> parameters, Func<int, bool> isFirst, Precision precision)
    {
        var tensors = new List<TensorPlan>();
        int offset = 0;
        foreach (Node node in parameters)
        {
            var parameter = (Operation.Parameter)node.Operation;
            (int[] strides, int length) = node.Shape.Count == 2
                ? Matrix(node.Shape[0], node.Shape[1], isFirst(node.Layer), precision)
                : ([1], Padding.RoundUp(node.Shape[0], precision));
            tensors.Add(new TensorPlan(
                node.Index, parameter.Name, node.Layer, node.Shape, offset, strides.ToEquatableArray(), length, parameter.Initializer));
            offset = checked(offset + length);
        }

        return new ParameterPlan(tensors.ToEquatableArray(), offset);
    }

    private static (int[] Strides, int Length) Matrix(int outputs, int inputs, bool isFirstLayer, Precision precision)
    {
        bool rowsAreOutputs = DenseCost.FavoursRowsOfOutputs(outputs, inputs, isFirstLayer, precision);
        (int rows, int rowLength) = rowsAreOutputs ? (outputs, inputs) : (inputs, outputs);
        int stride = rows >= Padding.ManyRows ? Padding.SpreadStride(rowLength, precision) : Padding.RoundUp(rowLength, precision);
        return (rowsAreOutputs ? [stride, 1] : [1, stride], checked(rows * stride));
    }
}

/// <summary>Rows of storage and scratch end at multiples of 64 bytes.</summary>
internal static class Padding
{
    public static int Lanes(Precision precision) => precision == Precision.Single ? 16 : 8;

    public static int RoundUp(int length, Precision precision)
    {
        int lanes = Lanes(precision);
        return checked((length + lanes - 1) / lanes * lanes);
    }

    /// <summary>So many rows do not stay in the first-level cache when a kernel walks down a column of them.</summary>
    public const int ManyRows = 96;

    /// <summary>
    /// A padded row, and one cache line more where rows would have a multiple of four lines. Walking down such rows, a
    /// kernel would use a few sets of the first-level cache only, and lose from it what it needs again.
    /// </summary>
    public static int SpreadStride(int length, Precision precision)
    {
        int padded = RoundUp(length, precision);
        int lines = padded / Lanes(precision);
        return lines % 4 == 0 ? checked(padded + Lanes(precision)) : padded;
    }
}
