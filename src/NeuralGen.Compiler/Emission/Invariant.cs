using System.Globalization;

namespace NeuralGen.Compiler.Emission;

/// <summary>Text that does not depend on the culture of the machine.</summary>
internal static class Invariant
{
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number for code, without the commas of one for readers.</summary>
    public static string Literal(long number) => number.ToString("D", CultureInfo.InvariantCulture);

    public static string Literal(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number with the noun it counts.</summary>
    public static string Count(int number, string noun) => $"{Text(number)} {noun}{(number == 1 ? "" : "s")}";

    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
