namespace NeuralGen.Generator.Tests.Helpers;

/// <summary>A source in which one place is marked [|like this|].</summary>
internal sealed record Markup(string Source, string MarkedText, int Start)
{
    public static Markup Parse(string text)
    {
        int start = text.IndexOf("[|", StringComparison.Ordinal);
        int end = text.IndexOf("|]", StringComparison.Ordinal) - 2;
        Assert.True(start >= 0 && end >= start, "The source marks no place.");
        string source = text.Remove(end + 2, 2).Remove(start, 2);
        return new Markup(source, source[start..end], start);
    }
}
