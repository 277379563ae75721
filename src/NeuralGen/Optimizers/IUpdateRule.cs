using System.Numerics;

namespace NeuralGen;

/// <summary>
/// What an optimiser does to each element, written once for vectors. A rule uses as many of the states as it needs; the
/// others are scratch.
/// </summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Changes the parameters theta by the gradient g, and the state that goes with them.</summary>
    void Update(ref Vector<T> theta, Vector<T> g, ref Vector<T> first, ref Vector<T> second, ref Vector<T> third);
}
