using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace NeuralGen.Generator.Declarations;

/// <summary>One mistake of the user's: what, where, and the words for the message.</summary>
internal sealed class Problem(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
{
    public DiagnosticDescriptor Descriptor { get; } = descriptor;

    /// <summary>The words for the message.</summary>
    public IReadOnlyList<object> Arguments { get; } = arguments;

    /// <summary>Where a fix has to start, when that is elsewhere than the problem shows.</summary>
    public Location? FixLocation { get; init; }

    public Diagnostic ToDiagnostic() => FixLocation is null
        ? Diagnostic.Create(Descriptor, location, [.. Arguments])
        : Diagnostic.Create(Descriptor, location, ImmutableArray.Create(FixLocation), [.. Arguments]);
}
