namespace NeuralGen.Compiler.Planning;

/// <summary>
/// What planning assumes of a core. The assumptions are those of x86-64 and Arm64 cores of the last ten years, on the
/// cautious side; docs/performance.md says how to compare what they predict with what a machine does.
/// </summary>
internal static class MachineModel
{
    /// <summary>Vector multiply-adds that start in a cycle: two ports.</summary>
    public const double MultiplyAddsPerCycle = 2;

    /// <summary>Cycles until a multiply-add can be used by the next one.</summary>
    public const double MultiplyAddLatency = 4;

    /// <summary>Multiply-adds that are under way at once when both ports are busy.</summary>
    public const int MultiplyAddsInFlight = 8;

    /// <summary>Vectors or broadcast numbers that are read in a cycle from the first-level cache.</summary>
    public const double LoadsPerCycle = 2;

    /// <summary>Vectors that are written in a cycle.</summary>
    public const double StoresPerCycle = 1;

    /// <summary>Vectors half as wide as a core's widest, or broadcast numbers, that are read in a cycle: the ports are not all as wide.</summary>
    public const double LoadsPerCycleBesideWider = 3;

    /// <summary>Vectors half as wide as a core's widest that are written in a cycle.</summary>
    public const double StoresPerCycleBesideWider = 2;

    /// <summary>Instructions that start in a cycle, of whatever kind.</summary>
    public const double InstructionsPerCycle = 5;

    /// <summary>Bytes of the first-level cache that a kernel can count on: 32 KB, less what else it touches.</summary>
    public const int FirstLevelBytes = 24 * 1024;

    /// <summary>Bytes that a cache fetches together.</summary>
    public const int LineBytes = 64;

    /// <summary>Bytes that come from the second-level cache in a cycle: a line.</summary>
    public const double SecondLevelBytesPerCycle = 64;

    /// <summary>What a row costs besides its bytes where it comes from there and is not fetched ahead.</summary>
    public const double SecondLevelBytesNotForeseen = 120;

    /// <summary>Bytes from one access of an instruction to its next, up to which caches fetch ahead what it reads.</summary>
    public const int PrefetchedStep = 2048;

    /// <summary>Multiply-adds in one turn of a loop over inputs: enough to make the loop's own instructions small change.</summary>
    public const int MultiplyAddsInTurn = 32;

    /// <summary>Scratch of a single sample goes on the stack up to here, and is zeroed at every call.</summary>
    public const int StackBytes = 8 * 1024;

    /// <summary>The most samples in a block of the forward pass: enough to pay for reading the weights again.</summary>
    public const int InferenceBlock = 96;

    /// <summary>
    /// The most samples in a block of backpropagation. A batch that is one block needs no gradient in memory when the
    /// optimiser is plain gradient descent.
    /// </summary>
    public const int TrainingBlock = 240;

    /// <summary>
    /// The same where gradients are small: what a block does once is then little, and the blocks of several threads end closer together.
    /// </summary>
    public const int TrainingBlockOfSmallGradient = 144;

    /// <summary>Bytes of a small gradient.</summary>
    public const int SmallGradientBytes = 16 * 1024;

    /// <summary>Scratch of a block of samples: a part of the second-level cache (512 KB and more).</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>The batches that tiles are chosen for, on the average: whole tiles do not cover each of them.</summary>
    public static readonly int[] TypicalBatches = [32, 96, 240];

    /// <summary>The samples over which what a batch does once is spread in predictions.</summary>
    public const int TypicalBatch = 32;

    /// <summary>
    /// Layers with fewer weights take batches sample by sample: tiles would be more code than such a layer has work.
    /// </summary>
    public const int SmallestTiledLayer = 256;

    /// <summary>
    /// Accumulators in a tile: each is a local, and all of them together with their stores are the code of a tile, which
    /// stays far from the sizes at which the just-in-time compiler gives up optimising (60,000 bytes of IL, 2,000 blocks).
    /// </summary>
    public const int MostAccumulators = 28;
}
