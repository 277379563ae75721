using System.Numerics;

namespace NeuralGen;

/// <summary>The numbers that one step of <see cref="Adam{T}"/> applies to every element.</summary>
internal readonly record struct AdamCoefficients<T>(
    T OneMinusBeta1,
    T Beta2,
    T OneMinusBeta2,
    T StepSize,
    T InverseRootOfCorrection2,
    T Epsilon)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
