using System.Numerics;

namespace NeuralGen;

/// <summary>A vector of parameters, as update rules calculate with it. They are written once, for every width.</summary>
/// <typeparam name="TSelf">The vector itself.</typeparam>
/// <typeparam name="T">The number format of the parameters.</typeparam>
internal interface IUpdateVector<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>,
    ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>,
    IDivisionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IUpdateVector<TSelf, T>
{
    /// <summary>The numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>A vector with one number in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>Reads the numbers from a place on.</summary>
    static abstract TSelf Load(ref T first);

    /// <summary>Writes the numbers from a place on.</summary>
    void Store(ref T first);

    /// <summary>left * right + addend, fused where the machine can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The larger number of each lane.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The square root of each lane.</summary>
    static abstract TSelf SquareRoot(TSelf radicand);

    /// <summary>
    /// The same numbers, but zero for those below the smallest normal one. A mean of gradients that have become zero would else
    /// stay at such a number for ever, and processors take many times as long for them.
    /// </summary>
    static abstract TSelf FlushSubnormal(TSelf value);
}
