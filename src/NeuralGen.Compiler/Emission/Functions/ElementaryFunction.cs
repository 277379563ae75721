namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>The vector functions that generated code brings along. Each is emitted as a method of this name.</summary>
internal enum ElementaryFunction
{
    /// <summary>e^x, over all numbers.</summary>
    Exp,

    /// <summary>e^x for x of at most 0, right up to x = 40: shorter than <see cref="Exp"/>.</summary>
    ExpOfNonPositive,

    /// <summary>e^x - 1 without cancellation.</summary>
    ExpMinusOne,

    /// <summary>ln x over all numbers: of 0 it is minus infinity, of what is below NaN.</summary>
    Log,

    /// <summary>ln(1 + u) for u from 0 to 1.</summary>
    LogOnePlus,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>The largest lane of a vector; only where a vector has several.</summary>
    MaxOfLanes,
}
