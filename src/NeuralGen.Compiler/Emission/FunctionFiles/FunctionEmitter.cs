using NeuralGen.Compiler.Functions;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>A function and its derivatives to C#.</summary>
internal static class FunctionEmitter
{
    public static IEnumerable<GeneratedFile> Emit(DerivedFunction function)
    {
        yield return SiblingsFile.Write(function);
        yield return FormulasFile.Write(function);
        if (function.Declaration is { IsTuple: false, Parameters.Count: 1 })
        {
            yield return VectorsFile.Write(function);
        }
    }
}
