using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Declarations;

/// <summary>What the reader made of a type.</summary>
/// <param name="Declaration">
/// The network, or null where there is none: no attribute, an error among the problems, or an error that the
/// C# compiler reports itself.
/// </param>
/// <param name="Problems">The user's mistakes; warnings leave the declaration whole.</param>
internal sealed record ReadResult(NetworkDeclaration? Declaration, ImmutableArray<Problem> Problems)
{
    /// <summary>Where the attribute names a model file.</summary>
    public Location WeightsLocation { get; init; } = Location.None;

    /// <summary>Where the attribute names the loss.</summary>
    public Location LossLocation { get; init; } = Location.None;

    /// <summary>For a network whose layers come from a model file: what is wrong with the class, once they are known.</summary>
    public Func<NetworkDeclaration, IEnumerable<Problem>>? CheckMembers { get; init; }

    public static ReadResult Nothing { get; } = new(null, ImmutableArray<Problem>.Empty);

    public static ReadResult Create(NetworkDeclaration? declaration, List<Problem> problems)
    {
        bool failed = problems.Exists(problem => problem.Descriptor.DefaultSeverity == DiagnosticSeverity.Error);
        return new ReadResult(failed ? null : declaration, problems.ToImmutableArray());
    }
}
