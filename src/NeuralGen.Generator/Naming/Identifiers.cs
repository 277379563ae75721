using Microsoft.CodeAnalysis.CSharp;

namespace NeuralGen.Generator.Naming;

/// <summary>Writes the names of symbols as C# identifiers.</summary>
internal static class Identifiers
{
    /// <summary>Puts @ before every keyword, contextual ones too.</summary>
    public static string Escape(string name) => IsKeyword(name) ? "@" + name : name;

    /// <summary>
    /// Escapes the name of a type or type parameter, also where it is in lower-case ASCII letters only: such a name may
    /// become a keyword, and the compiler warns about every declaration that does not escape it (CS8981).
    /// </summary>
    public static string EscapeType(string name) => IsKeyword(name) || name.All(IsLowerCaseLetter) ? "@" + name : name;

    private static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None;

    private static bool IsLowerCaseLetter(char character) => character is >= 'a' and <= 'z';
}
