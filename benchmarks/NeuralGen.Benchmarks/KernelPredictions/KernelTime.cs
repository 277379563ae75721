using NeuralGen.Compiler.Planning;

namespace NeuralGen.Benchmarks.KernelPredictions;

/// <summary>What a kernel took, in nanoseconds for one sample: of a block, and alone.</summary>
internal sealed record KernelTime(TiledKernel Kernel, double Block, double Sample);
