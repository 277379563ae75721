namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>All operators that can be imported, by name.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, OperatorRule> Rules = new[]
    {
        LinearOperators.All, ActivationOperators.All, FunctionOperators.All, ArithmeticOperators.All, LogicOperators.All,
        NormalizationOperators.All, LayoutOperators.All, ConstantOperators.All, ReductionOperators.All, CastOperators.All,
    }.SelectMany(rules => rules).ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The rule of an operator; null for one that cannot be imported.</summary>
    public static OperatorRule? Find(string name) => Rules.TryGetValue(name, out OperatorRule? rule) ? rule : null;

    /// <summary>What to use instead of an operator that cannot be imported: the end of a sentence.</summary>
    public static string Instead(string name) => name switch
    {
        "Conv" or "ConvTranspose" or "MaxPool" or "AveragePool" or "GlobalAveragePool" or "GlobalMaxPool" or "LpPool" or "Pad" or "Resize" or "Upsample" =>
            "convolutions and pooling are not; supported are networks of dense layers (Gemm, MatMul and Add)",
        "LSTM" or "GRU" or "RNN" or "Scan" or "Loop" or "If" =>
            "recurrence and control flow are not; supported are feed-forward networks of dense layers (Gemm, MatMul and Add)",
        "QuantizeLinear" or "DynamicQuantizeLinear" or "QLinearMatMul" or "QGemm" or "MatMulInteger" or "QLinearConv" or "ConvInteger" =>
            "computing with integers is not; supported are weights that DequantizeLinear turns into floats: quantise the weights only",
        "LayerNormalization" or "InstanceNormalization" or "GroupNormalization" or "RMSNormalization" or "LpNormalization" or "MeanVarianceNormalization" =>
            "normalisation over a sample is not; supported is BatchNormalization with its running statistics",
        "Concat" or "Split" or "Gather" or "Slice" or "ReduceMean" or "ReduceSum" or "ReduceMax" or "ReduceMin" or "ReduceProd" or "ReduceL1" or "ReduceL2" or "ReduceSumSquare" or "ReduceLogSumExp" or "CumSum" or "ArgMax" or "TopK" =>
            "taking samples apart and summing over them is not; supported are dense layers, elementwise functions, Softmax, and sums of branches of equal size",
        _ => "supported are dense layers (Gemm, MatMul), elementwise functions and arithmetic, Softmax, LogSoftmax, BatchNormalization, Dropout, "
            + "operators that leave the order of a sample's numbers as it is (Flatten, Reshape, Squeeze, Unsqueeze, Transpose, Identity, Cast), and computations with constants",
    };
}
