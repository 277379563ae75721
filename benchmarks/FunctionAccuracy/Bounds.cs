using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.FunctionAccuracy;

/// <summary>The errors the functions promise to stay below, in units of the last place.</summary>
internal static class Bounds
{
    public static double Of(ElementaryFunction function) =>
        function is ElementaryFunction.Exp or ElementaryFunction.ExpOfNonPositive ? 2 : 4;
}
