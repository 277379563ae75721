using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Options;

/// <summary>The build property <c>NeuralGenVectorWidth</c>, which restricts the generated code to one tier.</summary>
internal static class VectorWidthOption
{
    public const string PropertyName = "NeuralGenVectorWidth";

    private const string Key = "build_property." + PropertyName;

    /// <summary>The widths asked for; all of them where the property is missing or wrong.</summary>
    public static VectorWidths Read(AnalyzerConfigOptions options) =>
        TryParse(Text(options), out VectorWidths widths) ? widths : VectorWidths.All;

    /// <summary>The property's text where it is none of the known ones.</summary>
    public static string? UnknownText(AnalyzerConfigOptions options)
    {
        string text = Text(options);
        return TryParse(text, out _) ? null : text;
    }

    private static string Text(AnalyzerConfigOptions options) =>
        options.TryGetValue(Key, out string? text) ? text.Trim() : string.Empty;

    private static bool TryParse(string text, out VectorWidths widths)
    {
        (bool known, widths) = text.ToUpperInvariant() switch
        {
            "" or "AUTO" => (true, VectorWidths.All),
            "512" => (true, VectorWidths.Vector512),
            "256" => (true, VectorWidths.Vector256),
            "128" => (true, VectorWidths.Vector128),
            "SCALAR" => (true, VectorWidths.Scalar),
            _ => (false, VectorWidths.All),
        };
        return known;
    }
}
