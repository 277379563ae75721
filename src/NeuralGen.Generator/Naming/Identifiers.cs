using Microsoft.CodeAnalysis.CSharp;

namespace NeuralGen.Generator.Naming;

/// <summary>Writes the names of symbols as C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>
    /// Puts @ before every keyword, contextual ones too, and before names of lower-case ASCII letters only: each of
    /// those may become a keyword, and the compiler warns about a type that is called so unless it is escaped.
    /// </summary>
    public static string Escape(string name) => IsKeyword(name) || name.All(IsLowerCaseLetter) ? "@" + name : name;

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    private static bool IsLowerCaseLetter(char character) => character is >= 'a' and <= 'z';
}
