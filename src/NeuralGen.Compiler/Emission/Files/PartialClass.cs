using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Emission.Files;

/// <summary>Opens the namespace and the types around a user's class.</summary>
internal static class PartialClass
{
    /// <summary>Writes something between the braces of the innermost type around the class, or of its namespace.</summary>
    public static void Write(SourceWriter writer, TypeIdentity type, Action body)
    {
        writer.Line("#nullable enable");
        writer.Blank();
        string[] headings = [.. type.ContainingTypes.Select(Heading)];
        WriteWithin(writer, type.Namespace.Length == 0 ? headings : ["namespace " + type.Namespace, .. headings], 0, body);
    }

    /// <summary>The declaration of a part of a type, without what the user has said of it elsewhere.</summary>
    public static string Heading(TypePart part) =>
        $"partial {part.Keyword} {part.Name}{(part.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", part.TypeParameters)}>")}";

    private static void WriteWithin(SourceWriter writer, string[] headings, int depth, Action body)
    {
        if (depth == headings.Length)
        {
            body();
            return;
        }

        using (writer.Block(headings[depth]))
        {
            WriteWithin(writer, headings, depth + 1, body);
        }
    }
}
