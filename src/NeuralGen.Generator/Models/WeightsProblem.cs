using Microsoft.CodeAnalysis;
using NeuralGen.Compiler.ModelFiles.Formats;

namespace NeuralGen.Generator.Models;

/// <summary>What is wrong with the weights of a network: what, and the words for the message. It is at the attribute's Weights.</summary>
internal sealed class WeightsProblem(DiagnosticDescriptor descriptor, params object[] arguments)
{
    /// <summary>Whether it is at the attribute's Loss instead.</summary>
    public bool IsAboutLoss { get; init; }

    public Diagnostic ToDiagnostic(Location location) => Diagnostic.Create(descriptor, location, [.. arguments.Select(Plain)]);

    /// <summary>Paths and names may hold line breaks, behind which a build would lose the rest of a message.</summary>
    private static object Plain(object argument) => argument is string text ? PlainText.OneLine(text) : argument;
}
