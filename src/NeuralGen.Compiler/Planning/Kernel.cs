using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Planning;

/// <summary>
/// One generated method per tier: what it computes, with every size a constant. Rows are samples; a stride is the
/// distance between the rows of two samples.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Summary">What it computes, in the lecture's notation.</param>
internal abstract record Kernel(string Name, string Summary)
{
    /// <summary>z = W a + b for dense weights stored [in][out]; <paramref name="Epilogue"/> is f, in the variable z.</summary>
    public sealed record DenseForward(
        string Name, string Summary, int Inputs, int Outputs, int InputStride, int WeightStride, int OutputStride, bool Bias, Expression Epilogue)
        : Kernel(Name, Summary);

    /// <summary>
    /// dC/da = W^T delta. A block of samples first transposes W into scratch whose rows have <paramref name="TransposedStride"/>,
    /// if that is not 0.
    /// </summary>
    public sealed record DenseInputGradient(
        string Name, string Summary, int Inputs, int Outputs, int WeightStride, int DeltaStride, int GradientStride, int TransposedStride)
        : Kernel(Name, Summary);

    /// <summary>dC/dW = sum over samples of delta a^T, dC/db = sum over samples of delta.</summary>
    public sealed record DenseWeightGradient(
        string Name, string Summary, int Inputs, int Outputs, int InputStride, int DeltaStride, int WeightStride, bool Bias)
        : Kernel(Name, Summary);

    /// <summary>Expressions over rows of one length. With <paramref name="ZeroPadding"/>, what lies behind a row's end becomes zero.</summary>
    public sealed record Elementwise(
        string Name, string Summary, int Length, EquatableArray<Row> Inputs, EquatableArray<Result> Results, bool ZeroPadding)
        : Kernel(Name, Summary);

    /// <summary>The sum over all elements of an elementwise loss, and delta^L times the batch's scale where asked for.</summary>
    public sealed record Loss(
        string Name, string Summary, int Length, EquatableArray<Row> Inputs, Expression Value, Result? Gradient)
        : Kernel(Name, Summary);

    /// <summary>Softmax over each row.</summary>
    public sealed record Softmax(string Name, string Summary, int Length, int InputStride, int OutputStride)
        : Kernel(Name, Summary);

    /// <summary>The product with softmax's Jacobian, row by row, in place of the gradient.</summary>
    public sealed record SoftmaxJacobianProduct(string Name, string Summary, int Length, int ActivationStride, int GradientStride)
        : Kernel(Name, Summary);

    /// <summary>Cross-entropy of softmax from z, and delta^L times the batch's scale where asked for.</summary>
    public sealed record CrossEntropy(string Name, string Summary, int Length, int InputStride, int TargetStride, int? GradientStride)
        : Kernel(Name, Summary);
}

/// <summary>A variable that is read from memory, a row per sample.</summary>
internal sealed record Row(string Name, int Stride);

/// <summary>A row per sample that is written. It may be one of the kernel's inputs: then it is written in place.</summary>
internal sealed record Result(string Name, int Stride, Expression Value);
