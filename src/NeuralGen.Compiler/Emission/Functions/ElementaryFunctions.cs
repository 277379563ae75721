using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>Writes elementary functions as methods of generated code, from one description for all tiers and precisions.</summary>
internal static class ElementaryFunctions
{
    /// <summary>The functions that some expressions call once they are lowered, but for those that are instructions.</summary>
    public static SortedSet<ElementaryFunction> Of(IEnumerable<Expression> expressions)
    {
        var called = new SortedSet<ElementaryFunction>();
        foreach (Function function in ExpressionEmitter.Functions(expressions))
        {
            if (Of(function) is { } elementary)
            {
                called.Add(elementary);
            }
        }

        return called;
    }

    /// <summary>
    /// The method that computes a function of the calculus; null for one that needs none, because there is an instruction
    /// for it or the dialect has it.
    /// </summary>
    public static ElementaryFunction? Of(Function function) =>
        Enum.TryParse(function.ToString(), out ElementaryFunction method) ? method : null;

    /// <summary>
    /// Writes the methods named, each once and in a fixed order, with blank lines between them.
    /// </summary>
    public static void Write(SourceWriter writer, VectorDialect dialect, IReadOnlyCollection<ElementaryFunction> functions)
    {
        foreach (ElementaryFunction function in new SortedSet<ElementaryFunction>(functions))
        {
            Write(new FunctionBody(writer, dialect), function);
        }
    }

    private static void Write(FunctionBody body, ElementaryFunction function)
    {
        switch (function)
        {
            case ElementaryFunction.Exp:
                ExponentialFunctions.WriteExp(body);
                break;
            case ElementaryFunction.ExpOfNonPositive:
                ExponentialFunctions.WriteExpOfNonPositive(body);
                break;
            case ElementaryFunction.ExpMinusOne:
                ExponentialFunctions.WriteExpMinusOne(body);
                break;
            case ElementaryFunction.Sigmoid:
                ExponentialFunctions.WriteSigmoid(body);
                break;
            case ElementaryFunction.Tanh:
                HyperbolicTangent.Write(body);
                break;
            case ElementaryFunction.Erf:
                ErrorFunction.Write(body);
                break;
            case ElementaryFunction.Log:
                Logarithm.WriteLog(body);
                break;
            case ElementaryFunction.LogOnePlus:
                Logarithm.WriteLogOnePlus(body);
                break;
            case ElementaryFunction.MaxOfLanes:
                HorizontalMaximum.Write(body);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "not an elementary function");
        }
    }
}
