using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using NeuralGen.Compiler;

namespace NeuralGen.Generator;

/// <summary>What the generators do alike with files and with faults.</summary>
internal static class GeneratorOutput
{
    public static void AddSources(SourceProductionContext context, EquatableArray<GeneratedFile> files)
    {
        foreach (GeneratedFile file in files)
        {
            context.AddSource(file.Name, SourceText.From(file.Text, Encoding.UTF8, SourceHashAlgorithm.Sha256));
        }
    }

    /// <summary>A defect must not take the other declarations with it, so every exception becomes a value here.</summary>
    /// <param name="step">The step that may fail.</param>
    /// <param name="fault">Makes a value from the exception, told in one line.</param>
    public static T CatchFaults<T>(Func<T> step, Func<string, T> fault)
    {
        try
        {
            return step();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string message = exception.GetType().Name + ": " + exception.Message;
            return fault(message.Replace("\r", string.Empty).Replace('\n', ' ').TrimEnd('.'));
        }
    }
}
