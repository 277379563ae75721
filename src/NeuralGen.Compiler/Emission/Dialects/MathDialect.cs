using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Emission.Dialects;

/// <summary>Plain numbers whose functions are those of Math and MathF, where these have them.</summary>
internal sealed class MathDialect(Precision precision) : ScalarDialect(precision)
{
    public override ElementaryFunction? MethodFor(Function function) => function switch
    {
        Function.Exp or Function.ExpOfNonPositive or Function.Log or Function.Tanh => null,
        _ => base.MethodFor(function),
    };

    public override string Call(Function function, string argument) =>
        base.Call(function == Function.ExpOfNonPositive ? Function.Exp : function, argument);
}
