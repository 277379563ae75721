using System.Numerics;

namespace NeuralGen;

/// <summary>What an optimiser does to each element, written once for vectors of every width.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many numbers of state go with each parameter, at most 3. The others are neither read nor kept.</summary>
    static abstract int StateCount { get; }

    /// <summary>Changes the parameters theta by the gradient g, and the state that goes with them.</summary>
    void Update<TVector>(ref TVector theta, TVector g, ref TVector first, ref TVector second, ref TVector third)
        where TVector : struct, IUpdateVector<TVector, T>;
}
