using System.Collections.Immutable;
using NeuralGen.Compiler.Onnx.Tensors;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>What a name in the model stands for.</summary>
internal abstract record Value
{
    /// <summary>Numbers that are the same for every sample.</summary>
    public sealed record Constant(Tensor Tensor) : Value;

    /// <summary>Numbers that depend on the sample: for each sample of the batch, the vector that a step computes.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Type">The element type that the model gives it.</param>
    /// <param name="Axes">
    /// The axes of the model's tensor, those of the batch and those of the sample. The vector holds a sample's elements
    /// in row-major order of the latter.
    /// </param>
    public sealed record Activation(Step Step, ElementType Type, ImmutableArray<Axis> Axes) : Value
    {
        /// <summary>The shape of one sample.</summary>
        public ImmutableArray<int> SampleShape => [.. Axes.Where(axis => !axis.IsBatch).Select(axis => (int)axis.Size.Factor)];

        public IEnumerable<Extent> Shape => Axes.Select(axis => axis.Size);

        /// <summary>Whether samples lie one after the other in memory, so that the tensor's order is batch first, then sample.</summary>
        public bool IsBatchFirst
        {
            get
            {
                bool insideSample = false;
                foreach (Axis axis in Axes.Where(axis => !axis.IsOne))
                {
                    if (axis.IsBatch && insideSample)
                    {
                        return false;
                    }

                    insideSample |= !axis.IsBatch;
                }

                return true;
            }
        }

        public string Describe() => Tensor.Describe(Shape);
    }

    /// <summary>A second or later output of a node, which no supported network needs.</summary>
    public sealed record Unavailable(string Description) : Value;
}

/// <summary>One axis of an activation. Sizes of a sample's axes are known.</summary>
internal readonly record struct Axis(Extent Size, bool IsBatch)
{
    public bool IsOne => Size == 1;

    public static Axis Sample(int size) => new(size, false);
}
