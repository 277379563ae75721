using NeuralGen.Compiler.Declaration;
using NeuralGen.Compiler.Emission.Dialects;
using static NeuralGen.Compiler.Emission.Invariant;

namespace NeuralGen.Compiler.Emission.Functions;

/// <summary>
/// Methods that bring one lane of a vector to all lanes, in two steps: a group of 128 bits goes to all groups, and a lane of it
/// to all lanes of its group. The first step serves all lanes of the group.
/// </summary>
internal static class LanesOfVectors
{
    public const string NextGroup = "NextGroup";

    private const string Bits = "128";

    public static string Group(int group) => "Group" + Text(group);

    public static string Lane(int lane) => "Lane" + Text(lane);

    /// <summary>The methods that were asked for.</summary>
    public static void Write(SourceWriter writer, VectorDialect dialect)
    {
        int size = dialect.LanesOfGroup;
        for (int group = 0; group < dialect.Lanes / size; group++)
        {
            int first = group * size;
            string comment = $"In each {Bits} bits, lanes {Text(first)} to {Text(first + size - 1)} of the vector.";
            Write(writer, dialect, Group(group), comment, GroupInstruction(dialect, group));
        }

        for (int index = 0; index < size; index++)
        {
            string comment = $"In all lanes of {Bits} bits, lane {Text(index)} of them.";
            Write(writer, dialect, Lane(index), comment, LaneInstruction(dialect, index));
        }

        Write(writer, dialect, NextGroup, $"The first {Bits} bits move behind the others.", NextGroupInstruction(dialect));
    }

    // Each is one instruction and nothing else, for there are many calls: a method with a choice in it would cost each of them a local.
    private static void Write(SourceWriter writer, VectorDialect dialect, string name, string comment, string instruction)
    {
        if (dialect.LaneMethods.Contains(name))
        {
            writer.Blank();
            writer.Line("// " + comment);
            writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
            writer.Line($"private static {dialect.Vector} {name}({dialect.Vector} vector) => {instruction};");
        }
    }

    // What selects from four groups takes two bits for each group, from two groups four.
    private static string GroupInstruction(VectorDialect dialect, int group) => dialect.Bits == 512
        ? $"Avx512F.Shuffle4x128(vector, vector, 0b{Repeated(group, 2, 4)})"
        : $"Avx.Permute2x128(vector, vector, 0b{Repeated(group, 4, 2)})";

    // Single precision selects for four lanes of every group alike, double precision for each lane of the vector.
    private static string LaneInstruction(VectorDialect dialect, int lane) => (dialect.Bits, dialect.Precision) switch
    {
        (512, Precision.Single) => $"Avx512F.Permute4x32(vector, 0b{Repeated(lane, 2, 4)})",
        (512, _) => $"Avx512F.Permute2x64(vector, 0b{Repeated(lane, 1, 8)})",
        (_, Precision.Single) => $"Avx.Permute(vector, 0b{Repeated(lane, 2, 4)})",
        _ => $"Avx.Permute(vector, 0b{Repeated(lane, 1, 4)})",
    };

    private static string NextGroupInstruction(VectorDialect dialect) => (dialect.Bits, dialect.Precision) switch
    {
        (512, Precision.Single) => "Avx512F.AlignRight32(vector.AsInt32(), vector.AsInt32(), 4).AsSingle()",
        (512, _) => "Avx512F.AlignRight64(vector.AsInt64(), vector.AsInt64(), 2).AsDouble()",
        _ => "Avx.Permute2x128(vector, vector, 0b0000_0001)",
    };

    /// <summary>A number in binary, again and again.</summary>
    private static string Repeated(int number, int bits, int times) =>
        string.Join("_", Enumerable.Repeat(Convert.ToString(number, 2).PadLeft(bits, '0'), times));
}
