using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Onnx.Steps;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Operators;

/// <summary>Softmax, and batch normalisation by its running statistics.</summary>
internal static class NormalizationOperators
{
    public static IEnumerable<OperatorRule> All { get; } =
    [
        new("Softmax", 1, 1, 1, "axis", context => Softmax(context, isLogarithmic: false)),
        new("LogSoftmax", 1, 1, 1, "axis", context => Softmax(context, isLogarithmic: true)),
        new("BatchNormalization", 6, 5, 5, "epsilon momentum spatial<9 training_mode>=14", BatchNormalization) { SupportedSince = 7 },
    ];

    /// <summary>Along one axis from opset 13 on; before, over all axes from one on.</summary>
    private static Value.Activation Softmax(OperatorContext context, bool isLogarithmic)
    {
        Value.Activation activation = context.Activation(0);
        ImmutableArray<Axis> axes = activation.Axes;
        int axis;
        bool covers;
        if (context.Opset >= 13)
        {
            axis = context.Axis(context.Int("axis", -1), axes.Length);
            covers = axes.Select((other, index) => index == axis ? !other.IsBatch : other.IsBatch || other.IsOne).All(fits => fits);
        }
        else
        {
            axis = context.Axis(context.Int("axis", 1), axes.Length);
            covers = axes.Select((other, index) => other.IsOne || other.IsBatch == index < axis).All(fits => fits);
        }

        return covers
            ? context.Result(new Step.Softmax(activation.Step, isLogarithmic), activation.Type, axes)
            : throw context.RefuseShape($"normalises along axis {axis} of the shape {activation.Describe()}; supported is all of a sample at once, and nothing but one sample");
    }

    /// <summary>scale (x - mean) / sqrt(variance + epsilon) + bias, per channel, which is axis 1.</summary>
    private static Value.Activation BatchNormalization(OperatorContext context)
    {
        Value.Activation activation = context.Activation(0);
        if (context.Flag("training_mode") || context.Outputs.Skip(1).Any(output => output.Length > 0))
        {
            throw context.Refuse(ProblemKind.TrainingOnly, "is in training mode, in which it normalises by the statistics of the batch; export the model for inference");
        }

        if (context.Int("spatial", 1) != 1 && activation.Axes.Length > 2)
        {
            throw context.Refuse(ProblemKind.UnsupportedAttribute, "has the attribute spatial = 0, with statistics for every element; statistics for every channel are supported");
        }

        if (activation.Axes.Length < 2 || activation.Axes[1].IsBatch)
        {
            throw context.RefuseShape($"normalises the shape {activation.Describe()}; axis 1 must be an axis of the sample, the channels");
        }

        long channels = activation.Axes[1].Size.Factor;
        Tensor[] parameters = [.. Enumerable.Range(1, 4).Select(context.Constant)];
        foreach (Tensor parameter in parameters)
        {
            // The statistics may have a type of their own from opset 14 on.
            if (parameter.Rank != 1 || parameter.Shape[0] != channels || !ElementTypes.IsFloating(parameter.Type))
            {
                throw context.Refuse(ProblemKind.DamagedFile, $"normalises {channels} channels with numbers of {ElementTypes.NameOf(parameter.Type)} and shape {Tensor.Describe(parameter.Shape)}");
            }
        }

        double epsilon = context.Float("epsilon", 1e-5f);
        int[] channelOf = ChannelOfElement(context, activation);
        double[] scales = new double[channelOf.Length];
        double[] shifts = new double[channelOf.Length];
        for (int i = 0; i < channelOf.Length; i++)
        {
            int channel = channelOf[i];
            scales[i] = parameters[0][channel] / Math.Sqrt(parameters[3][channel] + epsilon);
            shifts[i] = parameters[1][channel] - (parameters[2][channel] * scales[i]);
        }

        (Numbers scale, Numbers shift) = (new Numbers(scales), new Numbers(shifts));
        var step = new Step.Elementwise((new Variable("k0") * new Variable("x0")) + new Variable("k1"), [scale, shift], activation.Step)
        {
            Diagonal = new DiagonalMap(scale, shift),
        };
        return context.Result(step, activation.Type, activation.Axes);
    }

    private static int[] ChannelOfElement(OperatorContext context, Value.Activation activation)
    {
        ImmutableArray<int> shape = [.. activation.Axes.Select(axis => axis.IsBatch ? 1 : (int)axis.Size.Factor)];
        context.Budget.Take(activation.Step.Size, 40, "Batch normalisation of a sample");
        int[] strides = Tensor.Strides(shape);
        return [.. Enumerable.Range(0, activation.Step.Size).Select(element => element / strides[1] % shape[1])];
    }
}
