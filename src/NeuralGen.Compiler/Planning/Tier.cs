using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Compiler.Planning;

/// <summary>A vector width, as the cost model sees it.</summary>
/// <param name="Bits">512, 256, 128, or 0 for plain numbers.</param>
/// <param name="Lanes">The numbers in a vector.</param>
internal readonly record struct Tier(int Bits, int Lanes)
{
    private static readonly (VectorWidths Width, int Bits)[] Known =
        [(VectorWidths.Vector512, 512), (VectorWidths.Vector256, 256), (VectorWidths.Vector128, 128), (VectorWidths.Scalar, 0)];

    /// <summary>The widths that a declaration asks for, widest first.</summary>
    public static int[] WidthsOf(VectorWidths widths) =>
        [.. Known.Where(tier => widths.HasFlag(tier.Width)).Select(tier => tier.Bits)];

    public static Tier Of(int bits, Precision precision) => new(bits, bits == 0 ? 1 : bits / (precision == Precision.Single ? 32 : 64));

    /// <summary>Vector registers: 32 at 512 bits, else 16 (Arm64 has 32, but shares its code with x86-64 of 128 bits).</summary>
    public int Registers => Bits == 512 ? 32 : 16;

    /// <summary>Instructions of a multiply-add: machines whose widest vectors have 128 bits may have no fused one.</summary>
    public int InstructionsOfMultiplyAdd => Bits > 128 ? 1 : 2;

    /// <summary>Cycles until a multiply-add can be used by the next one: one more where it may be two instructions.</summary>
    public double MultiplyAddLatency => MachineModel.MultiplyAddLatency + InstructionsOfMultiplyAdd - 1;

    /// <summary>Registers beside accumulators and vectors that are read: a broadcast, and a product that is not fused.</summary>
    public int Temporaries => InstructionsOfMultiplyAdd;

    /// <summary>Whether these are the halves of wider vectors that the machine has as well.</summary>
    public bool IsBesideWider { get; init; }

    /// <summary>Vectors or broadcast numbers that are read in a cycle from the first-level cache.</summary>
    public double LoadsPerCycle => IsBesideWider ? MachineModel.LoadsPerCycleBesideWider : MachineModel.LoadsPerCycle;

    /// <summary>Vectors that are written in a cycle.</summary>
    public double StoresPerCycle => IsBesideWider ? MachineModel.StoresPerCycleBesideWider : MachineModel.StoresPerCycle;

    public int BytesOfVector => Bits == 0 ? 4 : Bits / 8;

    public int BytesOfElement => BytesOfVector / Lanes;

    /// <summary>The lanes in 128 bits, within which one goes to all others in a cheap instruction.</summary>
    public int LanesOfGroup => 16 / BytesOfElement;

    public int Vectors(int length) => (length + Lanes - 1) / Lanes;
}
