namespace NeuralGen.Benchmarks.Startup;

/// <summary>A call that stayed a call.</summary>
/// <param name="Method">The method being compiled.</param>
/// <param name="Callee">What it calls.</param>
/// <param name="Reason">Why, as the just-in-time compiler has it.</param>
internal sealed record RefusedInlining(string Method, string Callee, string Reason);
