using NeuralGen.Compiler.Onnx;

namespace NeuralGen.Generator.Tests.Onnx;

/// <summary>What an import must have given.</summary>
internal static class Imports
{
    public static OnnxNetwork Network(this ImportResult result) => Assert.IsType<ImportResult.Success>(result).Network;

    public static ImportProblem Problem(this ImportResult result) => Assert.Single(Assert.IsType<ImportResult.Failure>(result).Problems);
}
