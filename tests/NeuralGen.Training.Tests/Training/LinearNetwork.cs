namespace NeuralGen.Training.Tests.Training;

/// <summary>The sizes of a <see cref="LinearNetwork{TSize}"/>.</summary>
internal interface ISize
{
    static abstract int Inputs { get; }

    static abstract int Outputs { get; }
}

internal sealed class TwoToOne : ISize
{
    public static int Inputs => 2;

    public static int Outputs => 1;
}

internal sealed class ThreeToTwo : ISize
{
    public static int Inputs => 3;

    public static int Outputs => 2;
}

/// <summary>
/// A hand-written network, a = W x with the loss (1/2) sum (a - y)^2, which keeps what the trainer gave it.
/// </summary>
internal sealed class LinearNetwork<TSize> : INeuralNetwork<double>
    where TSize : ISize
{
    private readonly ParameterVector<double> _gradient = new(Layout);

    public static int InputSize => TSize.Inputs;

    public static int OutputSize => TSize.Outputs;

    public static ParameterLayout Layout { get; } = new(
        TSize.Inputs * TSize.Outputs,
        new TensorLayout("dense1.weight", [TSize.Outputs, TSize.Inputs], 0, [TSize.Inputs, 1]));

    public ParameterVector<double> Parameters { get; } = new(Layout);

    /// <summary>Whether to keep the batches trained on.</summary>
    public bool KeepsBatches { get; init; } = true;

    /// <summary>Whether to break the rule that a loss that is not finite comes without a step.</summary>
    public bool StepsAnyway { get; init; }

    /// <summary>The inputs of all batches trained on, in order.</summary>
    public List<double[]> Batches { get; } = [];

    public void Initialize(int seed) => throw new NotSupportedException();

    public void Forward(ReadOnlySpan<double> input, Span<double> output)
    {
        for (int j = 0; j < OutputSize; j++)
        {
            output[j] = 0;
            for (int k = 0; k < InputSize; k++)
            {
                output[j] += Parameters["dense1.weight"][j, k] * input[k];
            }
        }
    }

    public void ForwardBatch(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        for (int i = 0; i < inputs.Length / InputSize; i++)
        {
            Forward(inputs.Slice(i * InputSize, InputSize), outputs.Slice(i * OutputSize, OutputSize));
        }
    }

    public double ComputeLoss(ReadOnlySpan<double> input, ReadOnlySpan<double> target)
    {
        Span<double> output = stackalloc double[OutputSize];
        Forward(input, output);
        double loss = 0;
        for (int j = 0; j < OutputSize; j++)
        {
            loss += (output[j] - target[j]) * (output[j] - target[j]) / 2;
        }

        return loss;
    }

    public double Backward(ReadOnlySpan<double> input, ReadOnlySpan<double> target, ParameterVector<double> gradient) =>
        BackwardBatch(input, target, gradient);

    public double Backward(
        ReadOnlySpan<double> input, ReadOnlySpan<double> target, ParameterVector<double> gradient, Span<double> inputGradient) =>
        throw new NotSupportedException();

    public double BackwardBatch(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, ParameterVector<double> gradient)
    {
        gradient.Clear();
        int count = inputs.Length / InputSize;
        double loss = 0;
        Span<double> output = stackalloc double[OutputSize];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<double> input = inputs.Slice(i * InputSize, InputSize);
            ReadOnlySpan<double> target = targets.Slice(i * OutputSize, OutputSize);
            Forward(input, output);
            loss += ComputeLoss(input, target);
            for (int j = 0; j < OutputSize; j++)
            {
                for (int k = 0; k < InputSize; k++)
                {
                    gradient["dense1.weight"][j, k] += (output[j] - target[j]) * input[k] / count;
                }
            }
        }

        return loss / count;
    }

    public double TrainBatch(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, Optimizer<double> optimizer)
    {
        if (KeepsBatches)
        {
            Batches.Add(inputs.ToArray());
        }

        double loss = BackwardBatch(inputs, targets, _gradient);
        if (StepsAnyway || double.IsFinite(loss))
        {
            optimizer.Step(Parameters, _gradient);
        }

        return loss;
    }
}
