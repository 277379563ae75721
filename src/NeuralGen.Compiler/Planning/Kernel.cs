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
    /// <summary>Whether it computes the loss, and where asked for its gradient: the way back begins behind it.</summary>
    public bool HasLoss => this is Loss or CrossEntropy;

    /// <summary>
    /// A product with weights that are stored as rows, M_k. Forwards it may have biases and an activation, in the variable z;
    /// backwards it turns delta into the gradient of what the layer read, or, times f'(z), into the delta before it, with the
    /// sum as the variable g.
    /// </summary>
    /// <param name="Rows">The number of stored rows.</param>
    /// <param name="Length">The length of a stored row.</param>
    public abstract record Product(
        string Name, string Summary, int Rows, int Length, int FromStride, int WeightStride, int ToStride, bool Bias, Expression Epilogue, bool Backwards)
        : Kernel(Name, Summary)
    {
        /// <summary>
        /// Rows of as many elements as the results have, which the epilogue reads besides: f'(z) is computed from what the forward pass
        /// has left.
        /// </summary>
        public EquatableArray<Row> Factors { get; init; } = EquatableArray<Row>.Empty;

        /// <summary>The number of results of a sample: sums of rows are as long as a row, dot products as many as there are rows.</summary>
        public int ResultCount => this is RowCombination ? Length : Rows;

        /// <summary>Whether rows of results are longer than there are results, up to whole vectors of any width.</summary>
        public bool IsPadded => ToStride != ResultCount;

        /// <summary>Whether the activation runs on the sums of rows of a tile. Else a block applies it to their results in place.</summary>
        public bool ActivatesInTiles => Epilogue is Variable || FusionCost.FitsTile(Epilogue);

        /// <summary>The parameter that is read.</summary>
        public string From => Backwards ? "delta" : "input";

        /// <summary>The parameter that is written.</summary>
        public string To => !Backwards ? "output" : Factors.Count == 0 ? "gradient" : "previousDelta";

        /// <summary>What the sums run over, in words.</summary>
        public string Term => Backwards ? "output" : "input";

        /// <summary>What there is a sum for, in words.</summary>
        public string Result => Backwards ? "input" : "output";

        /// <summary>One letter for what is read.</summary>
        public string Factor => Backwards ? "d" : "x";

        /// <summary>One letter for what is written, before the activation.</summary>
        public string Sum => Backwards ? "g" : "z";
    }

    /// <summary>A sum of rows, x_k M_k over k: W a + b with W stored [in][out], W^T delta with W stored [out][in].</summary>
    public sealed record RowCombination(
        string Name, string Summary, int Rows, int Length, int FromStride, int WeightStride, int ToStride, bool Bias, Expression Epilogue, bool Backwards)
        : Product(Name, Summary, Rows, Length, FromStride, WeightStride, ToStride, Bias, Epilogue, Backwards);

    /// <summary>
    /// A dot product with each row, M_k x: W a + b with W stored [out][in], W^T delta with W stored [in][out]. A block of
    /// <paramref name="TransposedFrom"/> or more samples first transposes M into scratch whose rows have
    /// <paramref name="TransposedStride"/>, if that is not 0.
    /// </summary>
    public sealed record RowDotProducts(
        string Name, string Summary, int Rows, int Length, int FromStride, int WeightStride, int ToStride, bool Bias, Expression Epilogue, bool Backwards, int TransposedStride, int TransposedFrom)
        : Product(Name, Summary, Rows, Length, FromStride, WeightStride, ToStride, Bias, Epilogue, Backwards)
    {
        /// <summary>The same product with M transposed: the sum of its rows.</summary>
        public RowCombination Transposed => new(Name, Summary, Length, Rows, FromStride, TransposedStride, ToStride, Bias, Epilogue, Backwards) { Factors = Factors };
    }

    /// <summary>
    /// dC/dW = sum over samples of delta a^T, dC/db = sum over samples of delta, for weights stored as rows: a row for each
    /// output, or for each input.
    /// </summary>
    public sealed record RowOuterProducts(
        string Name, string Summary, int Rows, int Length, int InputStride, int DeltaStride, int WeightStride, bool Bias, bool RowsAreOutputs)
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

    /// <summary>The logarithm of softmax over each row.</summary>
    public sealed record LogSoftmax(string Name, string Summary, int Length, int InputStride, int OutputStride)
        : Kernel(Name, Summary);

    /// <summary>The product with the Jacobian of softmax's logarithm, row by row, in place of the gradient.</summary>
    public sealed record LogSoftmaxJacobianProduct(string Name, string Summary, int Length, int ActivationStride, int GradientStride)
        : Kernel(Name, Summary);

    /// <summary>
    /// Sums of expressions over the samples: the gradients by all vectors of parameters that a function reads. They are written
    /// together, for each may be computed from the other parameters, and a fused update changes these.
    /// </summary>
    public sealed record VectorGradients(string Name, string Summary, int Length, EquatableArray<Row> Inputs, EquatableArray<Result> Results)
        : Kernel(Name, Summary);

    /// <summary>Random factors of dropout, a row for each sample. They are the library's to draw: no width has its own.</summary>
    public sealed record DropoutMask(string Name, string Summary, int Layer, double Rate, int Length, int Stride)
        : Kernel(Name, Summary);

    /// <summary>Cross-entropy of softmax from z, and delta^L times the batch's scale where asked for.</summary>
    public sealed record CrossEntropy(string Name, string Summary, int Length, int InputStride, int TargetStride, int? GradientStride)
        : Kernel(Name, Summary);
}

/// <summary>A variable that is read from memory, a row per sample.</summary>
internal sealed record Row(string Name, int Stride)
{
    /// <summary>Whether it is a vector of parameters instead, the same for every sample.</summary>
    public bool IsParameter { get; init; }
}

/// <summary>A row per sample that is written. It may be one of the kernel's inputs: then it is written in place.</summary>
internal sealed record Result(string Name, int Stride, Expression Value);
