using System.Numerics;
using NeuralGen.Compiler.Emission;
using NeuralGen.Compiler.Emission.Dialects;
using NeuralGen.Compiler.Emission.Functions;
using NeuralGen.Compiler.Tests.Functions;

namespace NeuralGen.Benchmarks.Functions;

/// <summary>The functions in the very text that networks get, each in a loop over a span, compiled in memory.</summary>
internal static class EmittedLoops
{
    public static Dictionary<string, SpanFunction<T>> Compile<T>(VectorDialect dialect, IReadOnlyList<MeasuredFunction<T>> functions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Type loops = FunctionsCompilation.Load(Write(dialect, functions)).GetType("Emitted.Loops", throwOnError: true)!;
        return functions.Select(function => function.Name).Distinct().ToDictionary(
            name => name,
            name => loops.GetMethod("LoopOf" + name)!.CreateDelegate<SpanFunction<T>>());
    }

    private static string Write<T>(VectorDialect dialect, IReadOnlyList<MeasuredFunction<T>> functions)
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
        using (writer.Block("public static class Loops"))
        {
            ElementaryFunctions.Write(writer, dialect, FunctionsText.AllFor(dialect));
            foreach (MeasuredFunction<T> function in functions.DistinctBy(function => function.Name))
            {
                WriteLoop(writer, dialect, function);
            }
        }

        return writer.ToString();
    }

    private static void WriteLoop<T>(SourceWriter writer, VectorDialect dialect, MeasuredFunction<T> function)
    {
        string spans = $"ReadOnlySpan<{dialect.Scalar}> source, Span<{dialect.Scalar}> target";
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"public static void LoopOf{function.Name}({spans})"))
        {
            writer.Line($"ref {dialect.Scalar} first = ref MemoryMarshal.GetReference(source);");
            writer.Line($"ref {dialect.Scalar} destination = ref MemoryMarshal.GetReference(target);");

            // The functions are compiled with checked arithmetic, for the tests' sake; the loop is not to pay for that.
            using (writer.Block($"for (nuint i = 0; i < (nuint)(uint)source.Length; i = unchecked(i + {dialect.Lanes}))"))
            {
                writer.Line($"{dialect.Vector} z = {dialect.Load("first", "i")};");
                writer.Line(function.Emit(dialect));
                writer.Line(dialect.Store("result", "destination", "i") + ";");
            }
        }
    }
}
