using NeuralGen.Compiler.Planning;

namespace NeuralGen.Benchmarks.KernelPredictions;

/// <summary>What a kernel took, in nanoseconds for one sample, beside what was predicted: of a block, and alone.</summary>
/// <param name="Name">The kernel, or the pass.</param>
/// <param name="BlockPrediction">Null for what is for single samples only.</param>
/// <param name="Block">Nanoseconds for a sample of a block.</param>
/// <param name="SamplePrediction">The prediction for a single sample.</param>
/// <param name="Sample">Nanoseconds for a single sample.</param>
internal sealed record KernelTime(string Name, Prediction? BlockPrediction, double Block, Prediction SamplePrediction, double Sample);
