using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Declarations;

/// <summary>Tells the user's declarations from NeuralGen's: an analyzer sees both, the generator only the user's.</summary>
internal static class GeneratedCode
{
    public static bool IsGenerated(ISymbol symbol) =>
        !symbol.DeclaringSyntaxReferences.IsEmpty && symbol.DeclaringSyntaxReferences.All(part => IsGenerated(part.SyntaxTree));

    /// <summary>The C# compiler puts a generator's files into a folder with the generator's full name.</summary>
    private static bool IsGenerated(SyntaxTree tree)
    {
        string[] folders = tree.FilePath.Split('/', '\\');
        return folders.Length >= 2 && (folders[folders.Length - 2] == typeof(NetworkGenerator).FullName || folders[folders.Length - 2] == typeof(FunctionGenerator).FullName);
    }
}
