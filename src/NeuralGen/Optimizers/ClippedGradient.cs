using System.Numerics;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>
/// Limits a gradient before another optimiser takes its step. First every element is brought between -<see cref="MaxValue"/>
/// and <see cref="MaxValue"/>, then a gradient whose Euclidean norm is above <see cref="MaxNorm"/> is multiplied by
/// MaxNorm / (norm + 1e-6), as PyTorch's clip_grad_value_ and clip_grad_norm_ do.
/// </summary>
/// <remarks>The gradient that the step is given is changed in place.</remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class ClippedGradient<T> : GradientChange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _maxNorm = double.PositiveInfinity;
    private readonly double _maxValue = double.PositiveInfinity;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="optimizer">Takes the steps, with the limited gradient.</param>
    public ClippedGradient(Optimizer<T> optimizer)
        : base(optimizer)
    {
    }

    /// <summary>The largest norm of a gradient, above 0. The default is infinity, no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public double MaxNorm
    {
        get => _maxNorm;
        init => _maxNorm = ThrowIfNotAboveZero(value, nameof(MaxNorm));
    }

    /// <summary>The largest absolute value of an element, above 0. The default is infinity, no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public double MaxValue
    {
        get => _maxValue;
        init => _maxValue = ThrowIfNotAboveZero(value, nameof(MaxValue));
    }

    private protected override void Change(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        Span<T> g = gradient.Storage;
        if (!double.IsPositiveInfinity(_maxValue))
        {
            T limit = T.CreateTruncating(_maxValue);
            foreach (ref T element in g)
            {
                // NaN stays NaN: a broken gradient is not to look like a good one.
                element = T.Clamp(element, -limit, limit);
            }
        }

        if (!double.IsPositiveInfinity(_maxNorm))
        {
            double factor = _maxNorm / (Norm(g) + 1e-6);
            if (factor < 1)
            {
                Multiply(g, T.CreateTruncating(factor));
            }
        }
    }

    private protected override void DescribeSettings(OptimizerState<T> state)
    {
        state.AddSetting(nameof(MaxNorm), MaxNorm);
        state.AddSetting(nameof(MaxValue), MaxValue);
    }

    /// <summary>The padding is zero and adds nothing. Sums of squares in double do not overflow for single precision.</summary>
    private static double Norm(ReadOnlySpan<T> g)
    {
        double sum = 0;
        foreach (T element in g)
        {
            double value = double.CreateTruncating(element);
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }

    private static void Multiply(Span<T> g, T factor)
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(g);
        foreach (ref Vector<T> vector in vectors)
        {
            vector *= factor;
        }

        foreach (ref T element in g[(vectors.Length * Vector<T>.Count)..])
        {
            element *= factor;
        }
    }

    private static double ThrowIfNotAboveZero(double value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
}
