using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>What one step of Adam applies to every element: computed once, in double, then rounded.</summary>
internal readonly struct AdamCoefficients<T>(double beta1, double beta2, double epsilon, long step, double learningRate, double decay, double decoupledDecay)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly Vector<T> Decay = Broadcast(decay);
    public readonly Vector<T> Kept = Broadcast(1 - (learningRate * decoupledDecay));
    public readonly Vector<T> OneMinusBeta1 = Broadcast(1 - beta1);
    public readonly Vector<T> Beta2 = Broadcast(beta2);
    public readonly Vector<T> OneMinusBeta2 = Broadcast(1 - beta2);
    public readonly Vector<T> StepSize = Broadcast(learningRate / (1 - Math.Pow(beta1, step)));
    public readonly Vector<T> InverseRootOfCorrection2 = Broadcast(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
    public readonly Vector<T> Epsilon = Broadcast(epsilon);

    /// <summary>The means m and v, with the gradient of this step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UpdateMoments(Vector<T> theta, Vector<T> g, ref Vector<T> m, ref Vector<T> v)
    {
        Vector<T> gradient = g + (Decay * theta);
        m += OneMinusBeta1 * (gradient - m);
        v = (Beta2 * v) + (OneMinusBeta2 * gradient * gradient);
    }

    /// <summary>Theta after a step along m, with the root of v, or of the largest v, for its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Stepped(Vector<T> theta, Vector<T> m, Vector<T> v) =>
        (Kept * theta) - (StepSize * m / ((Vector.SquareRoot(v) * InverseRootOfCorrection2) + Epsilon));

    private static Vector<T> Broadcast(double value) => new(T.CreateTruncating(value));
}

/// <summary>Adam and AdamW: the states are m and v.</summary>
internal readonly struct AdamRule<T>(AdamCoefficients<T> coefficients) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamCoefficients<T> _c = coefficients;

    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(ref Vector<T> theta, Vector<T> g, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        _c.UpdateMoments(theta, g, ref first, ref second);
        theta = _c.Stepped(theta, first, second);
    }
}

/// <summary>The same with the largest v so far, the third state, in the denominator.</summary>
internal readonly struct AmsGradRule<T>(AdamCoefficients<T> coefficients) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamCoefficients<T> _c = coefficients;

    public static int StateCount => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(ref Vector<T> theta, Vector<T> g, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third)
    {
        _c.UpdateMoments(theta, g, ref first, ref second);
        third = Vector.Max(third, second);
        theta = _c.Stepped(theta, first, third);
    }
}
