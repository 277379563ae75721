using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler;

/// <summary>One file of generated C#. <paramref name="Name"/> has no directory and ends in <c>.g.cs</c>.</summary>
internal sealed record GeneratedFile(string Name, string Text);

/// <summary>The whole pipeline: declaration, graph, gradients, plan, C#. Pure: equal declarations give equal files.</summary>
internal static class NetworkCompiler
{
    public static EquatableArray<GeneratedFile> Compile(NetworkDeclaration declaration) =>
        throw new NotImplementedException(declaration.ToString());
}
