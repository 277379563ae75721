using NeuralGen.Compiler;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator;

/// <summary>Which method it is about.</summary>
/// <param name="Signature">What tells it from others of its name.</param>
internal sealed record FunctionIdentity(TypeIdentity Type, string Name, string Signature);

/// <summary>How far one function of the user's has come. Equatable, so that Roslyn can tell whether anything changed.</summary>
internal abstract record FunctionOutcome(FunctionIdentity Function);

/// <summary>The method became a declaration.</summary>
internal sealed record DeclaredFunction(FunctionIdentity Function, FunctionDeclaration Declaration) : FunctionOutcome(Function);

/// <summary>The declaration became code. The files' names still lack their prefix.</summary>
internal sealed record CompiledFunction(FunctionIdentity Function, EquatableArray<GeneratedFile> Files) : FunctionOutcome(Function);

/// <summary>NeuralGen itself failed.</summary>
internal sealed record FaultyFunction(FunctionIdentity Function, string Message) : FunctionOutcome(Function);

/// <summary>Where a method's attribute stands.</summary>
internal sealed record FunctionLocation(FunctionIdentity Function, DeclarationLocation Location);
