using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralGen.Compiler;
using NeuralGen.Compiler.ModelFiles;
using NeuralGen.Compiler.ModelFiles.Exchange;

namespace NeuralGen.Generator.Models;

/// <summary>Finds the models of the project among its additional files.</summary>
internal static class ModelTexts
{
    public static bool IsModel(AdditionalText text) => text.Path.EndsWith(ModelTextFormat.Extension, StringComparison.OrdinalIgnoreCase);

    public static ModelFile Read(AdditionalText text, CancellationToken cancellation)
    {
        string file = text.Path.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
        string name = file.Substring(0, file.Length - ModelTextFormat.Extension.Length);
        return ModelTextReader.Read(name, text.GetText(cancellation)?.ToString() ?? "");
    }

    public static EquatableArray<ModelFile> ReadAll(ImmutableArray<AdditionalText> texts, CancellationToken cancellation) =>
        texts.Where(IsModel).Select(text => Read(text, cancellation)).ToEquatableArray();
}
