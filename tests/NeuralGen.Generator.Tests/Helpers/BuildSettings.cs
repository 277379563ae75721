using System.Runtime.Intrinsics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NeuralGen.Generator.Tests.Helpers;

/// <summary>What a user's project file decides about a compilation.</summary>
public sealed record BuildSettings(
    NullableContextOptions Nullable = NullableContextOptions.Enable,
    bool CheckOverflow = false,
    bool ImplicitUsings = false,
    DocumentationMode Documentation = DocumentationMode.Parse,
    string? VectorWidth = null)
{
    private const string ImplicitUsingsText =
        """
        global using global::System;
        global using global::System.Collections.Generic;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Net.Http;
        global using global::System.Threading;
        global using global::System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] References = FindReferences();

    /// <summary>The models of the project.</summary>
    internal IReadOnlyList<AdditionalText> Models { get; init; } = [];

    public static BuildSettings Default { get; } = new();

    /// <summary>Everything that makes the C# compiler stricter.</summary>
    public static BuildSettings Strict { get; } = new(
        NullableContextOptions.Enable, CheckOverflow: true, ImplicitUsings: true, DocumentationMode.Diagnose);

    /// <summary>Everything that a project of long ago leaves off.</summary>
    public static BuildSettings Bare { get; } = new(NullableContextOptions.Disable);

    /// <summary>
    /// For code that is run: with kernels for the widest vectors of this machine alone, since it would run no others. Beside those of 512 bits
    /// it may run some of 256.
    /// </summary>
    public static BuildSettings ForThisMachine { get; } = new(VectorWidth:
        Vector512.IsHardwareAccelerated ? "512+256"
        : Vector256.IsHardwareAccelerated ? "256"
        : Vector128.IsHardwareAccelerated ? "128"
        : "scalar");

    public CSharpParseOptions ParseOptions => new(LanguageVersion.Latest, Documentation);

    /// <summary>A library without unsafe code, every warning an error, under the file names source0.cs, source1.cs, ...</summary>
    public CSharpCompilation Compile(params string[] sources)
    {
        IEnumerable<SyntaxTree> trees = sources.Select((source, index) => Parse(source, $"source{index}.cs"));
        if (ImplicitUsings)
        {
            trees = trees.Append(Parse(ImplicitUsingsText, "usings.cs"));
        }

        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: CheckOverflow,
            nullableContextOptions: Nullable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            allowUnsafe: false);
        return CSharpCompilation.Create("User", trees, References, options);
    }

    public SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>The running framework and the library, but none of the test project's packages.</summary>
    private static MetadataReference[] FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. trusted
            .Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(NeuralNetworkAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
