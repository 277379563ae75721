using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator;

/// <summary>How far one network has come. Equatable, so that Roslyn can tell whether anything changed.</summary>
internal abstract record NetworkOutcome(TypeIdentity Type);

/// <summary>The attributes became a declaration.</summary>
internal sealed record DeclaredNetwork(NetworkDeclaration Declaration) : NetworkOutcome(Declaration.Type);

/// <summary>The declaration became code. The files' names still lack the network's prefix.</summary>
internal sealed record CompiledNetwork(TypeIdentity Type, EquatableArray<GeneratedFile> Files) : NetworkOutcome(Type);

/// <summary>NeuralGen itself failed.</summary>
internal sealed record FaultyNetwork(TypeIdentity Type, string Message) : NetworkOutcome(Type);
