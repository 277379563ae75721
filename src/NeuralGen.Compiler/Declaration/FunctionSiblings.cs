namespace NeuralGen.Compiler.Declaration;

/// <summary>
/// A method that stands beside a differentiable one. The front end refuses declarations whose type has such a method
/// already; the emitter writes no others.
/// </summary>
/// <param name="Name">The method's name, not escaped: no keyword ends like this, and the method's own name is escaped already.</param>
/// <param name="Shape">What its parameters are.</param>
internal sealed record FunctionSibling(string Name, SiblingShape Shape);

/// <summary>The parameters of a sibling.</summary>
internal enum SiblingShape
{
    /// <summary>Those of the method.</summary>
    Scalars,

    /// <summary>Those of the method, and a span for the derivatives.</summary>
    ScalarsAndSpan,

    /// <summary>A span of arguments and a span of results.</summary>
    Spans,
}

/// <summary>The siblings that a function gets.</summary>
internal static class FunctionSiblings
{
    public static IEnumerable<FunctionSibling> Of(string name, int parameters, bool isTuple)
    {
        string stem = name.TrimStart('@');
        if (isTuple)
        {
            yield return new FunctionSibling(stem + "Jacobian", SiblingShape.ScalarsAndSpan);
            yield break;
        }

        yield return new FunctionSibling(stem + "Gradient", SiblingShape.ScalarsAndSpan);
        yield return new FunctionSibling(stem + "Hessian", SiblingShape.ScalarsAndSpan);
        if (parameters == 1)
        {
            yield return new FunctionSibling(stem + "Derivative", SiblingShape.Scalars);
            yield return new FunctionSibling(name, SiblingShape.Spans);
            yield return new FunctionSibling(stem + "Derivative", SiblingShape.Spans);
        }
    }
}
