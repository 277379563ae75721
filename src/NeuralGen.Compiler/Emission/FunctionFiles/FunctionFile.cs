using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Files;

namespace NeuralGen.Compiler.Emission.FunctionFiles;

/// <summary>The frame of a function's generated files.</summary>
internal static class FunctionFile
{
    public static void Header(SourceWriter writer, FunctionDeclaration declaration, string content) =>
        SourceFile.Header(writer, $"the differentiable method {declaration.Name.TrimStart('@')}", content);

    /// <summary>A file in the namespace that has no names of the user's.</summary>
    public static GeneratedFile Helpers(FunctionDeclaration declaration, string name, string content, Action<SourceWriter> body)
    {
        var writer = new SourceWriter();
        Header(writer, declaration, content);
        SourceFile.HelperNamespace(writer, declaration.Type, () => body(writer));
        return new GeneratedFile(name, writer.ToString());
    }

    /// <summary>Writes members into the user's type, in its namespace and the types around it.</summary>
    public static void Within(SourceWriter writer, TypeIdentity type, Action members) =>
        PartialClass.Write(writer, type with { ContainingTypes = type.ContainingTypes.Append(type.Type).ToEquatableArray() }, members);
}
