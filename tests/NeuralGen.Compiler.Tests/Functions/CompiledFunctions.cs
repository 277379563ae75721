using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralGen.Compiler.Emission;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;

namespace NeuralGen.Compiler.Tests.Functions;

/// <summary>Applies a function to many numbers, as many as fill whole vectors.</summary>
internal delegate void SpanFunction<T>(ReadOnlySpan<T> source, Span<T> target);

/// <summary>
/// The functions as emitted for one tier, compiled in memory the way the strictest user's project would, and loaded.
/// </summary>
internal sealed class CompiledFunctions<T>
{
    private readonly Type _loops;

    public CompiledFunctions(int bits)
    {
        Declaration.Precision precision = typeof(T) == typeof(float) ? Declaration.Precision.Single : Declaration.Precision.Double;
        Dialect = VectorDialect.Create(precision, bits);
        Text = FunctionsText.Write(Dialect, FunctionsText.AllFor(Dialect));
        _loops = FunctionsCompilation.Load(Text).GetType("Emitted.Loops", throwOnError: true)!;
    }

    public VectorDialect Dialect { get; }

    public string Text { get; }

    /// <summary>A loop over a function, vector by vector.</summary>
    public SpanFunction<T> this[ElementaryFunction function] =>
        _loops.GetMethod(function.ToString())!.CreateDelegate<SpanFunction<T>>();

    public T MaxOfLanes(T[] lanes) =>
        _loops.GetMethod(nameof(ElementaryFunction.MaxOfLanes))!.CreateDelegate<Func<T[], T>>()(lanes);
}

/// <summary>Puts emitted functions into a file, with loops over them.</summary>
internal static class FunctionsText
{
    /// <summary>The functions of one argument.</summary>
    public static readonly ElementaryFunction[] Elementwise =
        [.. Enum.GetValues<ElementaryFunction>().Where(function => function != ElementaryFunction.MaxOfLanes)];

    public static IReadOnlyCollection<ElementaryFunction> AllFor(VectorDialect dialect) =>
        dialect.Lanes == 1 ? Elementwise : Enum.GetValues<ElementaryFunction>();

    public static string Write(VectorDialect dialect, IReadOnlyCollection<ElementaryFunction> functions)
    {
        var writer = new SourceWriter();
        writer.Lines(
        [
            "#nullable enable",
            "using System;",
            "using System.Runtime.CompilerServices;",
            "using System.Runtime.InteropServices;",
            "using System.Runtime.Intrinsics;",
            "using System.Runtime.Intrinsics.X86;",
            "",
            "namespace Emitted;",
            "",
        ]);
        using (writer.Block("internal static class Functions"))
        {
            ElementaryFunctions.Write(writer, dialect, functions);
        }

        using (writer.Block("internal static class Loops"))
        {
            foreach (ElementaryFunction function in functions)
            {
                WriteLoop(writer, dialect, function);
            }
        }

        return writer.ToString();
    }

    private static void WriteLoop(SourceWriter writer, VectorDialect dialect, ElementaryFunction function)
    {
        if (function == ElementaryFunction.MaxOfLanes)
        {
            writer.Line($"public static {dialect.Scalar} MaxOfLanes({dialect.Scalar}[] lanes) => Functions.MaxOfLanes({dialect.Load("lanes[0]", "0")});");
            return;
        }

        string spans = $"ReadOnlySpan<{dialect.Scalar}> source, Span<{dialect.Scalar}> target";
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void {function}({spans})"))
        {
            writer.Line($"ref {dialect.Scalar} first = ref MemoryMarshal.GetReference(source);");
            writer.Line($"ref {dialect.Scalar} result = ref MemoryMarshal.GetReference(target);");
            using (writer.Block($"for (int i = 0; i < source.Length; i += {dialect.Lanes})"))
            {
                writer.Line(dialect.Store($"Functions.{function}({dialect.Load("first", "i")})", "result", "i") + ";");
            }
        }
    }
}

/// <summary>Compiles at warning level 9999, warnings as errors, overflow checked, nullable on, unsafe code off.</summary>
internal static class FunctionsCompilation
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static Assembly Load(string text)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            checkOverflow: true,
            allowUnsafe: false,
            generalDiagnosticOption: ReportDiagnostic.Error,
            warningLevel: 9999,
            nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Emitted", [CSharpSyntaxTree.ParseText(text)], References, options);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics) + "\n\n" + text);
        }

        return Assembly.Load(stream.ToArray());
    }
}
