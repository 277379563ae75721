namespace NeuralGen.Benchmarks.Startup;

/// <summary>One method that the just-in-time compiler compiled.</summary>
/// <param name="Name">The type without its namespace, and the method.</param>
/// <param name="IsOwn">Whether it belongs to the network's class, and not to a library.</param>
/// <param name="IsReplacement">Whether it replaces code that the method had before.</param>
/// <param name="Tier">How well it was compiled, as the runtime has it.</param>
/// <param name="IntermediateBytes">The size of its IL.</param>
/// <param name="NativeBytes">The size of the machine code.</param>
/// <param name="Milliseconds">What the compilation took.</param>
internal sealed record CompiledMethod(
    string Name, bool IsOwn, bool IsReplacement, string Tier, int IntermediateBytes, int NativeBytes, double Milliseconds);
