namespace NeuralGen.Benchmarks.Startup;

/// <summary>One method that the just-in-time compiler compiled.</summary>
/// <param name="Name">The type without its namespace, and the method.</param>
/// <param name="IsOwn">Whether it belongs to the network's class, and not to a library.</param>
/// <param name="Tier">How well it was compiled, as the runtime has it.</param>
/// <param name="IntermediateBytes">The size of its IL.</param>
/// <param name="NativeBytes">The size of the machine code.</param>
/// <param name="Milliseconds">What the compilation took.</param>
internal sealed record CompiledMethod(string Name, bool IsOwn, string Tier, int IntermediateBytes, int NativeBytes, double Milliseconds)
{
    /// <summary>Whether it replaces code that the method had before.</summary>
    public bool IsReplacement => Tier is "OptimizedTier1" or "OptimizedTier1OSR" or "InstrumentedTier1";
}
