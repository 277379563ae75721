using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Products with constant matrices: dense layers.</summary>
internal static class LinearOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        new("Gemm", 6, 2, 3, "alpha beta transA transB", Gemm) { SupportedSince = 7 },
        new("MatMul", 1, 2, 2, "", MatMul),
    ];

    /// <summary>alpha A' B' + beta C, where A' and B' may be transposed.</summary>
    private static Value Gemm(OperatorContext context)
    {
        if (context.Input(0) is Value.Constant && context.Input(1) is Value.Constant)
        {
            throw NotOneConstant(context);
        }

        if (context.Opset < 11 && !context.Has(2))
        {
            throw context.Refuse(ProblemKind.DamagedFile, "has no third input, the bias, which may be left out from opset 11 on only");
        }

        double alpha = context.Float("alpha", 1);
        double beta = context.Float("beta", 1);
        (bool transposeA, bool transposeB) = (context.Flag("transA"), context.Flag("transB"));
        if (context.Input(0) is Value.Activation left && context.Input(1) is Value.Constant { Tensor: var right })
        {
            Axis[] axes = MatrixAxes(context, left, transposeA);
            Tensor weights = Oriented(context, right, !transposeB);
            return Finish(context, left, axes[1], [axes[0]], weights, [axes[0], Axis.Sample(weights.Shape[0])], alpha, beta);
        }

        if (context.Input(0) is Value.Constant { Tensor: var matrix } && context.Input(1) is Value.Activation activation)
        {
            Axis[] axes = MatrixAxes(context, activation, transposeB);
            Tensor weights = Oriented(context, matrix, transposeA);
            return Finish(context, activation, axes[0], [axes[1]], weights, [Axis.Sample(weights.Shape[0]), axes[1]], alpha, beta);
        }

        throw NotOneConstant(context);
    }

    private static Value.Activation Finish(
        OperatorContext context, Value.Activation activation, Axis inner, Axis[] others, Tensor weights, Axis[] result, double alpha, double beta)
    {
        Numbers matrix = Scaled(context, Broadcasting.ToNumbers(weights), alpha);
        if (!context.Has(2) || beta == 0)
        {
            return Product(context, activation, inner, others, weights, matrix, null, result);
        }

        if (context.Input(2) is Value.Constant { Tensor: var constant })
        {
            Broadcasting.RequireSameType(context, activation.Type, constant.Type);
            var placeholder = new Value.Activation(activation.Step, activation.Type, [.. result]);
            if (Broadcasting.Align(context, [placeholder], [constant]).Length != 2)
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"adds a constant of shape {Tensor.Describe(constant.Shape)} to a matrix");
            }

            context.Budget.Take(weights.Shape[0], sizeof(double), "A bias");
            Numbers biases = Scaled(context, Broadcasting.Expand(context, constant, placeholder.Axes), beta);
            return Product(context, activation, inner, others, weights, matrix, biases, result);
        }

        Value.Activation product = Product(context, activation, inner, others, weights, matrix, null, result);
        return Broadcasting.Apply(context, [product, context.Input(2)], arguments => arguments[0] + (beta * arguments[1]));
    }

    private static Value MatMul(OperatorContext context) => (context.Input(0), context.Input(1)) switch
    {
        (Value.Activation activation, Value.Constant matrix) => TimesMatrix(context, activation, matrix.Tensor),
        (Value.Constant matrix, Value.Activation activation) => MatrixTimes(context, matrix.Tensor, activation),
        (Value.Constant left, Value.Constant right) => new Value.Constant(OfConstants(context, left.Tensor, right.Tensor)),
        _ => throw NotOneConstant(context),
    };

    /// <summary>The product of two constants, of vectors and matrices.</summary>
    private static Tensor OfConstants(OperatorContext context, Tensor left, Tensor right)
    {
        RequireNumbers(context, left);
        RequireNumbers(context, right);
        Broadcasting.RequireSameType(context, left.Type, right.Type);
        if (left.Rank > 2 || right.Rank > 2 || left.Shape[left.Rank - 1] != right.Shape[0])
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"multiplies constants of the shapes {Tensor.Describe(left.Shape)} and {Tensor.Describe(right.Shape)}, which do not fit");
        }

        (int rows, int inner, int columns) = (left.Count / right.Shape[0], right.Shape[0], right.Count / right.Shape[0]);
        int count = Tensor.CountOf([rows, columns], "A product of constants");
        context.Budget.Take(count, sizeof(double), "A product of constants");
        context.Budget.Work((long)count * inner);
        double[] scratch = context.Budget.Scratch(right.Count);
        for (int i = 0; i < right.Count; i++)
        {
            scratch[i] = right[i];
        }

        double[] product = new double[count];
        for (int row = 0; row < rows; row++)
        {
            for (int k = 0; k < inner; k++)
            {
                double factor = left[(row * inner) + k];
                for (int column = 0; column < columns; column++)
                {
                    product[(row * columns) + column] += factor * scratch[(k * columns) + column];
                }
            }
        }

        return ConstantArithmetic.FromDoubles(left.Type, [.. left.Shape.Take(left.Rank - 1), .. right.Shape.Skip(1)], product);
    }

    private static Value.Activation TimesMatrix(OperatorContext context, Value.Activation activation, Tensor matrix)
    {
        Tensor weights = matrix.Rank == 1 ? matrix.WithShape([1, matrix.Shape[0]]) : Oriented(context, Flat(context, matrix), transpose: true);
        Axis inner = Last(context, activation, 1);
        Axis[] rows = [.. activation.Axes.Take(activation.Axes.Length - 1)];
        Axis[] columns = matrix.Rank == 1 ? [] : [Axis.Sample(weights.Shape[0])];
        Axis[] result = [.. Ones(Math.Max(0, matrix.Rank - 2) - Math.Max(0, rows.Length - 1)), .. rows, .. columns];
        return Product(context, activation, inner, rows, weights, Broadcasting.ToNumbers(weights), null, result);
    }

    private static Value.Activation MatrixTimes(OperatorContext context, Tensor matrix, Value.Activation activation)
    {
        Tensor weights = matrix.Rank == 1 ? matrix.WithShape([1, matrix.Shape[0]]) : Flat(context, matrix);
        int rank = activation.Axes.Length;
        int place = Math.Max(0, rank - 2);
        Axis inner = Last(context, activation, rank - place);
        Axis[] leading = [.. activation.Axes.Take(place)];
        Axis[] columns = [.. activation.Axes.Skip(place + 1)];
        Axis[] rows = matrix.Rank == 1 ? [] : [Axis.Sample(weights.Shape[0])];
        Axis[] result = [.. Ones(Math.Max(0, matrix.Rank - 2) - leading.Length), .. leading, .. rows, .. columns];
        return Product(context, activation, inner, [.. leading, .. columns], weights, Broadcasting.ToNumbers(weights), null, result);
    }

    /// <summary>One product per sample. That needs the sample to be a vector: the axis summed over, with others of size 1 beside it.</summary>
    private static Value.Activation Product(
        OperatorContext context, Value.Activation activation, Axis inner, Axis[] others, Tensor weights, Numbers matrix, Numbers? biases, Axis[] result)
    {
        Broadcasting.RequireSameType(context, activation.Type, weights.Type);
        if (inner.IsBatch && !inner.IsOne)
        {
            throw context.RefuseShape($"sums over the axis of the batch of its input of shape {activation.Describe()}; the samples must be its rows");
        }

        if (inner.Size != weights.Shape[1])
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"multiplies a matrix for {weights.Shape[1]} numbers with {inner.Size}");
        }

        if (others.FirstOrDefault(axis => !axis.IsBatch && !axis.IsOne) is { Size.Factor: > 1 } several)
        {
            throw context.RefuseShape($"applies one matrix to {several.Size} vectors of a sample of shape {Tensor.Describe(activation.SampleShape)}; dense layers are supported where a sample is one vector");
        }

        return context.Result(new Step.Linear(activation.Step, matrix, biases), activation.Type, result);
    }

    private static Axis[] MatrixAxes(OperatorContext context, Value.Activation activation, bool transpose)
    {
        if (activation.Axes.Length != 2)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"multiplies matrices, but its input has the shape {activation.Describe()}");
        }

        return transpose ? [activation.Axes[1], activation.Axes[0]] : [.. activation.Axes];
    }

    private static Axis Last(OperatorContext context, Value.Activation activation, int back) => activation.Axes.Length >= back && back > 0
        ? activation.Axes[activation.Axes.Length - back]
        : throw context.Refuse(ProblemKind.DamagedFile, "multiplies a single number with a matrix");

    private static IEnumerable<Axis> Ones(int count) => Enumerable.Repeat(Axis.Sample(1), Math.Max(0, count));

    /// <summary>A matrix with one row per output.</summary>
    private static Tensor Oriented(OperatorContext context, Tensor matrix, bool transpose)
    {
        if (matrix.Rank != 2)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"multiplies matrices, but one has the shape {Tensor.Describe(matrix.Shape)}");
        }

        RequireNumbers(context, matrix);
        return transpose ? matrix.Transpose([1, 0], context.Budget) : matrix;
    }

    /// <summary>One matrix from a stack of one.</summary>
    private static Tensor Flat(OperatorContext context, Tensor matrix)
    {
        int leading = matrix.Rank - 2;
        RequireNumbers(context, matrix);
        return matrix.Shape.Take(leading).All(size => size == 1)
            ? matrix.WithShape([.. matrix.Shape.Skip(leading)])
            : throw context.RefuseShape($"multiplies with a stack of matrices of shape {Tensor.Describe(matrix.Shape)}; one matrix for all samples is supported");
    }

    private static void RequireNumbers(OperatorContext context, Tensor matrix)
    {
        if (!ElementTypes.IsFloating(matrix.Type))
        {
            throw context.Refuse(ProblemKind.UnsupportedType, $"multiplies with a matrix of {ElementTypes.NameOf(matrix.Type)}; floating-point numbers are supported");
        }

        if (matrix.Count == 0 || matrix.Rank < 1)
        {
            throw context.Refuse(ProblemKind.DamagedFile, $"multiplies with a matrix of shape {Tensor.Describe(matrix.Shape)}");
        }
    }

    private static Numbers Scaled(OperatorContext context, Numbers numbers, double factor) =>
        factor == 1 ? numbers : ArithmeticOperators.Map(context, numbers, number => factor * number);

    private static ImportException NotOneConstant(OperatorContext context) => context.Input(0) is Value.Constant
        ? context.Refuse(ProblemKind.UnsupportedGraph, "multiplies two constants; one operand must depend on the network's input")
        : context.Refuse(ProblemKind.UnsupportedGraph, "multiplies two values that both depend on the network's input; one operand must be a constant, the weights");
}
