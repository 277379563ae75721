using System.Collections.Immutable;
using NeuralGen.Compiler.Calculus;

namespace NeuralGen.Compiler.Onnx.Steps;

/// <summary>One computation of the model for one sample, before anything is folded or fused.</summary>
internal abstract class Step(int size, params Step[] inputs)
{
    /// <summary>The length of the result.</summary>
    public int Size { get; } = size;

    public Step[] Inputs { get; } = inputs;

    /// <summary>The place among all steps in the order of the file, from 1; greater than those of the inputs. 0 until it is known.</summary>
    public int Place { get; set; }

    /// <summary>The nodes of the model that it stands for.</summary>
    public List<OnnxNode> Nodes { get; } = [];

    /// <summary>The sample.</summary>
    public sealed class Input(int size) : Step(size);

    /// <summary>W x + b.</summary>
    /// <param name="weights">[outputs, inputs].</param>
    public sealed class Linear(Step input, Numbers weights, Numbers? biases) : Step(weights.Count / input.Size, input)
    {
        public Numbers Weights { get; } = weights;

        public Numbers? Biases { get; } = biases;
    }

    /// <summary>
    /// A function of inputs and constants, element by element: the inputs are the variables <c>x0</c>, <c>x1</c>, ...,
    /// the constants <c>k0</c>, <c>k1</c>, ...
    /// </summary>
    public sealed class Elementwise(Expression expression, ImmutableArray<Numbers> constants, params Step[] inputs) : Step(inputs[0].Size, inputs)
    {
        public Expression Expression { get; } = expression;

        public ImmutableArray<Numbers> Constants { get; } = constants;

        /// <summary>The same as scale x + shift, with vectors, where it is that.</summary>
        public DiagonalMap? Diagonal { get; set; }
    }

    public sealed class Softmax(Step input, bool isLogarithmic) : Step(input.Size, input)
    {
        public bool IsLogarithmic { get; } = isLogarithmic;
    }
}

/// <summary>x to scale x + shift, element by element; null for 1 and 0.</summary>
internal sealed record DiagonalMap(Numbers? Scale, Numbers? Shift);

/// <summary>Numbers on their way into the network: as they stand in the file, or computed in double precision.</summary>
internal sealed class Numbers
{
    public Numbers(float[] exact, string? name) => (Singles, Name) = (exact, name);

    public Numbers(double[] numbers, string? name = null) => (Doubles, Name) = (numbers, name);

    public string? Name { get; }

    public float[]? Singles { get; }

    public double[]? Doubles { get; }

    public int Count => Singles?.Length ?? Doubles!.Length;

    public double this[int index] => Singles is null ? Doubles![index] : Singles[index];

    /// <summary>Whether all are the same finite number, -0 being another one than 0.</summary>
    public bool IsOneNumber
    {
        get
        {
            long first = Count == 0 ? 0 : BitConverter.DoubleToInt64Bits(this[0]);
            for (int i = 1; i < Count; i++)
            {
                if (BitConverter.DoubleToInt64Bits(this[i]) != first)
                {
                    return false;
                }
            }

            return Count > 0 && !double.IsNaN(this[0]) && !double.IsInfinity(this[0]);
        }
    }

    /// <summary>Whether all numbers that there are, are finite, also after rounding to a precision.</summary>
    public static bool AreFinite(Declaration.Precision precision, params Numbers?[] numbers) => numbers.All(some => some?.AreFiniteIn(precision) ?? true);

    private bool AreFiniteIn(Declaration.Precision precision)
    {
        double greatest = precision == Declaration.Precision.Single ? float.MaxValue : double.MaxValue;
        for (int i = 0; i < Count; i++)
        {
            // Also false for NaN.
            if (!(Math.Abs(this[i]) <= greatest))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A function of each, in double precision.</summary>
    public Numbers Map(Func<double, double> function)
    {
        double[] mapped = new double[Count];
        for (int i = 0; i < mapped.Length; i++)
        {
            mapped[i] = function(this[i]);
        }

        return new Numbers(mapped);
    }

    /// <summary>In the network's precision, rounded at most once; bit by bit where they are in it already.</summary>
    public OnnxWeights In(Declaration.Precision precision)
    {
        if (precision == Declaration.Precision.Single)
        {
            return OnnxWeights.Of(Name, Singles ?? Array.ConvertAll(Doubles!, number => (float)number));
        }

        return OnnxWeights.Of(Name, Doubles ?? Array.ConvertAll(Singles!, number => (double)number));
    }
}
