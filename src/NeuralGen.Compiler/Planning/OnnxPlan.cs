namespace NeuralGen.Compiler.Planning;

/// <summary>The forward pass as operators of ONNX, which a network saves itself with.</summary>
/// <param name="Steps">In the order of computation.</param>
internal sealed record OnnxPlan(EquatableArray<OnnxStep> Steps)
{
    /// <summary>The name of the network's input.</summary>
    public const string Input = "input";

    /// <summary>The name of the network's output.</summary>
    public const string Output = "output";
}

/// <summary>The operators that compute one vector of the graph.</summary>
/// <param name="Comment">What they compute, as a formula.</param>
internal sealed record OnnxStep(string Comment, EquatableArray<OnnxOperator> Operators);

/// <summary>One operator.</summary>
/// <param name="Type">Its name in ONNX.</param>
/// <param name="Result">The name of what it computes.</param>
/// <param name="Attributes">Only those that have a value of the network's own; how a Gemm is transposed is the same for all.</param>
internal sealed record OnnxOperator(string Type, string Result, EquatableArray<OnnxOperand> Operands, EquatableArray<OnnxAttribute> Attributes)
{
    public OnnxOperator(string type, string result, params OnnxOperand[] operands)
        : this(type, result, operands.ToEquatableArray(), EquatableArray<OnnxAttribute>.Empty)
    {
    }
}

/// <summary>What an operator reads.</summary>
internal abstract record OnnxOperand
{
    /// <summary>What another operator computes, the network's input, or a parameter.</summary>
    public sealed record Named(string Name) : OnnxOperand;

    /// <summary>A constant, the same for all elements.</summary>
    public sealed record Number(double Value) : OnnxOperand;
}

/// <summary>A number beside the operands, such as the alpha of LeakyRelu.</summary>
internal sealed record OnnxAttribute(string Name, double Value);
