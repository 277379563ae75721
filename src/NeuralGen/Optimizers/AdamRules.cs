using System.Numerics;
using System.Runtime.CompilerServices;

namespace NeuralGen;

/// <summary>What one step of Adam applies to every element: computed once, in double, then rounded.</summary>
internal readonly struct AdamCoefficients<T>(double beta1, double beta2, double epsilon, long step, double learningRate, double decay, double decoupledDecay)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _decay = Round(decay);
    private readonly T _kept = Round(1 - (learningRate * decoupledDecay));
    private readonly T _oneMinusBeta1 = Round(1 - beta1);
    private readonly T _beta2 = Round(beta2);
    private readonly T _oneMinusBeta2 = Round(1 - beta2);
    private readonly T _stepSize = Round(learningRate / (1 - Math.Pow(beta1, step)));
    private readonly T _inverseRootOfCorrection2 = Round(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
    private readonly T _epsilon = Round(epsilon);

    /// <summary>The means m and v, with the gradient of this step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void UpdateMoments<TVector>(TVector theta, TVector g, ref TVector m, ref TVector v)
        where TVector : struct, IUpdateVector<TVector, T>
    {
        TVector gradient = TVector.MultiplyAdd(TVector.Broadcast(_decay), theta, g);
        m = TVector.FlushSubnormal(TVector.MultiplyAdd(TVector.Broadcast(_oneMinusBeta1), gradient - m, m));
        v = TVector.FlushSubnormal(TVector.MultiplyAdd(TVector.Broadcast(_oneMinusBeta2) * gradient, gradient, TVector.Broadcast(_beta2) * v));
    }

    /// <summary>Theta after a step along m, with the root of v, or of the largest v, for its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Stepped<TVector>(TVector theta, TVector m, TVector v)
        where TVector : struct, IUpdateVector<TVector, T>
    {
        TVector denominator = TVector.MultiplyAdd(TVector.SquareRoot(v), TVector.Broadcast(_inverseRootOfCorrection2), TVector.Broadcast(_epsilon));
        return (TVector.Broadcast(_kept) * theta) - (TVector.Broadcast(_stepSize) * m / denominator);
    }

    private static T Round(double value) => T.CreateTruncating(value);
}

/// <summary>Adam and AdamW: the states are m and v.</summary>
internal readonly struct AdamRule<T>(AdamCoefficients<T> coefficients) : IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AdamCoefficients<T> _c = coefficients;

    public static int StateCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
        where TVector : struct, IUpdateVector<TVector, T>
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
    public void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
        where TVector : struct, IUpdateVector<TVector, T>
    {
        _c.UpdateMoments(theta, g, ref first, ref second);
        third = TVector.Max(third, second);
        theta = _c.Stepped(theta, first, third);
    }
}
