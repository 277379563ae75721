using Microsoft.CodeAnalysis.Diagnostics;
using NeuralGen.Compiler.Declaration;

namespace NeuralGen.Generator.Options;

/// <summary>The build property <c>NeuralGenVectorWidth</c>, which restricts the generated code to one tier or several: <c>256+128</c>.</summary>
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
        VectorWidths?[] named = text.Length == 0 ? [VectorWidths.All] : [.. text.Split('+').Select(Named)];
        bool known = named.All(width => width is not null);
        widths = known ? named.Aggregate(default(VectorWidths), (sum, width) => sum | width.GetValueOrDefault()) : VectorWidths.All;
        return known;
    }

    private static VectorWidths? Named(string text) => text.Trim().ToUpperInvariant() switch
    {
        "AUTO" => VectorWidths.All,
        "512" => VectorWidths.Vector512,
        "256" => VectorWidths.Vector256,
        "128" => VectorWidths.Vector128,
        "SCALAR" => VectorWidths.Scalar,
        _ => null,
    };
}
