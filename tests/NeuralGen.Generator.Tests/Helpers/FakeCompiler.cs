using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Tests.Helpers;

/// <summary>
/// Stands in for the compiler where the adapter alone is tested: writes the part of the class with the members'
/// names, and nothing in them.
/// </summary>
internal static class FakeCompiler
{
    public static EquatableArray<GeneratedFile> Compile(NetworkDeclaration declaration) =>
        new GeneratedFile[] { new("g.cs", ClassFile(declaration)), new("Forward.g.cs", Part(declaration, [])) }.ToEquatableArray();

    private static string ClassFile(NetworkDeclaration declaration)
    {
        IEnumerable<string> members = GeneratedMemberNames.Of(declaration)
            .Where(name => name != GeneratedMemberNames.State)
            .Select(name => $"/// <summary>Stands in.</summary>\n public static void {name}() {{ }}\n")
            .Append($"private sealed class {GeneratedMemberNames.State};\n");
        return $"// {declaration.Widths}, inputs {string.Join(" ", declaration.InputShape)}\n" + Part(declaration, members);
    }

    private static string Part(NetworkDeclaration declaration, IEnumerable<string> members)
    {
        TypeIdentity type = declaration.Type;
        IEnumerable<string> headers = type.ContainingTypes.Append(type.Type).Select(Header);
        if (type.Namespace.Length > 0)
        {
            headers = headers.Prepend($"namespace {type.Namespace}\n{{\n");
        }

        return string.Concat(headers) + string.Concat(members) + string.Concat(Enumerable.Repeat("}\n", headers.Count()));
    }

    private static string Header(TypePart part)
    {
        string parameters = part.TypeParameters.Count == 0 ? string.Empty : $"<{string.Join(", ", part.TypeParameters)}>";
        return $"partial {part.Keyword} {part.Name}{parameters}\n{{\n";
    }
}
