using NeuralGen.Compiler.Calculus;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Methods for the functions that no vector code computes: one lane after the other, by the platform's own function.
/// They are calls of their own, so that the vectors around them need not wait in memory longer than the call takes.
/// </summary>
internal static class LaneByLane
{
    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        foreach (Function function in dialect.LaneFunctions)
        {
            WriteMethod(writer, dialect, function.ToString(), $"{dialect.Vector} x", "lanes[i]", "x");
        }

        foreach (BinaryFunction function in dialect.BinaryLaneFunctions)
        {
            WriteMethod(writer, dialect, function.ToString(), $"{dialect.Vector} x, {dialect.Vector} y", "lanes[i], y[i]", "x");
        }
    }

    private static void WriteMethod(
        SourceWriter writer, VectorDialect dialect, string name, string parameters, string arguments, string first)
    {
        writer.Blank();
        writer.Line($"// {dialect.MathClass}.{name} of each lane.");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        using (writer.Block($"private static {dialect.Vector} {name}({parameters})"))
        {
            writer.Line($"Span<{dialect.Scalar}> lanes = stackalloc {dialect.Scalar}[{Literal(dialect.Lanes)}];");
            writer.Line($"{first}.CopyTo(lanes);");
            using (writer.Block("for (int i = 0; i < lanes.Length; i++)"))
            {
                writer.Line($"lanes[i] = {dialect.MathClass}.{name}({arguments});");
            }

            writer.Line($"return Vector{Text(dialect.Bits)}.Create<{dialect.Scalar}>(lanes);");
        }
    }
}
