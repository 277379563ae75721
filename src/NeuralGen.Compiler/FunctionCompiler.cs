using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.FunctionFiles;
using NeuralGen.Compiler.Functions;

namespace NeuralGen.Compiler;

/// <summary>The pipeline of a function of one's own: declaration, derivatives, C#. Pure, as <see cref="NetworkCompiler"/> is.</summary>
internal static class FunctionCompiler
{
    public static EquatableArray<GeneratedFile> Compile(FunctionDeclaration declaration) =>
        FunctionEmitter.Emit(DerivedFunction.Derive(declaration)).ToEquatableArray();
}
