namespace NeuralGen.Compiler.Planning;

/// <summary>What planning assumes of a core. The assumptions are those of x86-64 and Arm64 cores of the last ten years.</summary>
internal static class MachineModel
{
    /// <summary>Multiply-adds that are under way at once: 4 cycles of latency on 2 ports.</summary>
    public const int MultiplyAddsInFlight = 8;

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

    /// <summary>Scratch of a block of samples: a part of the second-level cache (512 KB and more).</summary>
    public const int BlockBytes = 256 * 1024;

    /// <summary>
    /// Layers with fewer weights take batches sample by sample: tiles would be more code than such a layer has work.
    /// </summary>
    public const int SmallestTiledLayer = 256;

    /// <summary>Vector registers: 32 at 512 bits, else 16.</summary>
    public static int Registers(int bits) => bits == 512 ? 32 : 16;
}
