using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuralGen;

/// <summary>
/// Adam (Kingma and Ba, 2015) with PyTorch's defaults and order of operations. In step t, with the gradient g:
/// <code>
/// m     := m + (1 - beta1) (g - m)
/// v     := beta2 v + (1 - beta2) g^2
/// theta := theta - eta / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
/// </code>
/// </summary>
/// <remarks>
/// The moments m and v are allocated in the first step, which ties the instance to one network; later steps allocate
/// nothing. The betas and epsilon are <see cref="double"/> for every <typeparamref name="T"/>, because 1 - beta2
/// computed in single precision would already be wrong in the fifth digit.
/// </remarks>
/// <typeparam name="T">The number format of the parameters.</typeparam>
public sealed class Adam<T> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double _epsilon = 1e-8;
    private T _learningRate;
    private ParameterVector<T>? _firstMoment;
    private ParameterVector<T>? _secondMoment;

    /// <summary>Creates the optimiser.</summary>
    /// <param name="learningRate">The learning rate eta; positive and finite. 0.001 is a common start.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive and finite.</exception>
    public Adam(T learningRate) => _learningRate = ThrowIfNotPositive(learningRate, nameof(learningRate));

    /// <summary>The learning rate eta of the steps to come.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is not positive and finite.</exception>
    public T LearningRate
    {
        get => _learningRate;
        set => _learningRate = ThrowIfNotPositive(value, nameof(value));
    }

    /// <summary>How much of the mean of gradients, m, a step keeps: at least 0 and less than 1. The default is 0.9.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = ThrowIfNotDecay(value);
    }

    /// <summary>How much of the mean of squared gradients, v, a step keeps: at least 0 and less than 1. The default is 0.999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = ThrowIfNotDecay(value);
    }

    /// <summary>Keeps the denominator away from zero. Positive and finite in <typeparamref name="T"/>; the default is 1e-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Epsilon
    {
        get => _epsilon;
        init
        {
            T rounded = T.CreateTruncating(value);

            // With epsilon = 0 the padding, where m = v = 0, would become 0 / 0.
            if (!(rounded > T.Zero && T.IsFinite(rounded)))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "Epsilon must be positive and finite.");
            }

            _epsilon = value;
        }
    }

    /// <summary>The number of steps performed, t.</summary>
    public long StepCount { get; private set; }

    /// <inheritdoc/>
    public override void Step(ParameterVector<T> parameters, ParameterVector<T> gradient)
    {
        ThrowIfMismatched(parameters, gradient, _firstMoment);
        _firstMoment ??= new ParameterVector<T>(parameters.Layout);
        _secondMoment ??= new ParameterVector<T>(parameters.Layout);
        StepCount++;

        // The coefficients are the same for all elements: computed once, in double, then rounded.
        double stepSize = double.CreateTruncating(_learningRate) / (1 - Math.Pow(_beta1, StepCount));
        double inverseRootOfCorrection2 = 1 / Math.Sqrt(1 - Math.Pow(_beta2, StepCount));
        var coefficients = new AdamCoefficients<T>(
            T.CreateTruncating(1 - _beta1),
            T.CreateTruncating(_beta2),
            T.CreateTruncating(1 - _beta2),
            T.CreateTruncating(stepSize),
            T.CreateTruncating(inverseRootOfCorrection2),
            T.CreateTruncating(_epsilon));
        Update(parameters.Storage, gradient.Storage, _firstMoment.Storage, _secondMoment.Storage, in coefficients);
    }

    /// <summary>One pass over theta, g, m and v, which all have the same length.</summary>
    private static void Update(Span<T> theta, ReadOnlySpan<T> g, Span<T> m, Span<T> v, in AdamCoefficients<T> c)
    {
        int done = 0;
        if (Vector.IsHardwareAccelerated && Vector<T>.IsSupported)
        {
            UpdateVectors(
                MemoryMarshal.Cast<T, Vector<T>>(theta),
                MemoryMarshal.Cast<T, Vector<T>>(g),
                MemoryMarshal.Cast<T, Vector<T>>(m),
                MemoryMarshal.Cast<T, Vector<T>>(v),
                in c);
            done = theta.Length - (theta.Length % Vector<T>.Count);
        }

        for (int i = done; i < theta.Length; i++)
        {
            m[i] += c.OneMinusBeta1 * (g[i] - m[i]);
            v[i] = (c.Beta2 * v[i]) + (c.OneMinusBeta2 * g[i] * g[i]);
            theta[i] -= c.StepSize * m[i] / ((T.Sqrt(v[i]) * c.InverseRootOfCorrection2) + c.Epsilon);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateVectors(Span<Vector<T>> theta, ReadOnlySpan<Vector<T>> g, Span<Vector<T>> m, Span<Vector<T>> v, in AdamCoefficients<T> c)
    {
        var oneMinusBeta1 = new Vector<T>(c.OneMinusBeta1);
        var beta2 = new Vector<T>(c.Beta2);
        var oneMinusBeta2 = new Vector<T>(c.OneMinusBeta2);
        var stepSize = new Vector<T>(c.StepSize);
        var inverseRootOfCorrection2 = new Vector<T>(c.InverseRootOfCorrection2);
        var epsilon = new Vector<T>(c.Epsilon);

        // Equal lengths, told to the JIT so that it checks no index.
        g = g[..theta.Length];
        m = m[..theta.Length];
        v = v[..theta.Length];
        for (int i = 0; i < theta.Length; i++)
        {
            Vector<T> gradient = g[i];
            Vector<T> first = m[i] + (oneMinusBeta1 * (gradient - m[i]));
            Vector<T> second = (beta2 * v[i]) + (oneMinusBeta2 * gradient * gradient);
            m[i] = first;
            v[i] = second;
            theta[i] -= stepSize * first / ((Vector.SquareRoot(second) * inverseRootOfCorrection2) + epsilon);
        }
    }

    private static double ThrowIfNotDecay(double value) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The decay must be at least 0 and less than 1.");
}
