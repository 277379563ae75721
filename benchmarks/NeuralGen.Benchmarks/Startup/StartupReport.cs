namespace NeuralGen.Benchmarks.Startup;

/// <summary>What the first calls of a network's methods cost, in a process of its own.</summary>
/// <param name="Calls">One entry a method, in the order called.</param>
/// <param name="Methods">All methods compiled meanwhile, the library's too.</param>
/// <param name="RefusedInlinings">Calls of the network's own small functions that were not inlined.</param>
internal sealed record StartupReport(
    IReadOnlyList<FirstCall> Calls, IReadOnlyList<CompiledMethod> Methods, IReadOnlyList<RefusedInlining> RefusedInlinings)
{
    /// <summary>The network's own methods as they were compiled first.</summary>
    public IReadOnlyList<CompiledMethod> OwnMethods => [.. Methods.Where(method => method is { IsOwn: true, IsReplacement: false })];

    /// <summary>Calls that cost time in every pass: a kernel's functions are meant to become part of it.</summary>
    public IReadOnlyList<RefusedInlining> RefusedFunctions =>
        [.. RefusedInlinings.Where(refusal => OwnMethods.Any(method => method.Name == refusal.Callee && IsFunction(method)))];

    /// <summary>The network's own methods as they were compiled again, after many calls.</summary>
    public IReadOnlyList<CompiledMethod> Recompiled => [.. Methods.Where(method => method is { IsOwn: true, IsReplacement: true })];

    /// <summary>Kernels are compiled well at once; what else is compiled of their types is a function that was not inlined.</summary>
    private static bool IsFunction(CompiledMethod method) =>
        method.Tier != "Optimized" && method.Name.Contains("Kernels.", StringComparison.Ordinal);
}

/// <summary>How a method's calls become faster.</summary>
/// <param name="Name">What was called.</param>
/// <param name="CompiledMethods">Methods compiled during the first call, the library's too.</param>
/// <param name="IntermediateBytes">Their IL.</param>
/// <param name="CompilationMilliseconds">What compiling them took.</param>
/// <param name="FirstMilliseconds">The whole first call.</param>
/// <param name="EarlyMicroseconds">The median of calls 2 to 30, before any method has been called often enough to be compiled again.</param>
/// <param name="NextMicroseconds">The median of calls 31 to 100.</param>
/// <param name="SettledMicroseconds">The median after hundreds of calls and pauses in which the runtime compiled again what it wanted to.</param>
internal sealed record FirstCall(
    string Name,
    int CompiledMethods,
    long IntermediateBytes,
    double CompilationMilliseconds,
    double FirstMilliseconds,
    double EarlyMicroseconds,
    double NextMicroseconds,
    double SettledMicroseconds);
