using NeuralGen.Generator.Naming;

namespace NeuralGen.Generator.Tests.Naming;

/// <summary>Names that are keywords, or may become one, are written so that they stay names.</summary>
public class IdentifierTests
{
    [Theory]
    [InlineData("class", "@class")]
    [InlineData("record", "@record")]
    [InlineData("partial", "@partial")]
    [InlineData("file", "@file")]
    [InlineData("field", "@field")]
    [InlineData("samples", "samples")]
    [InlineData("Class", "Class")]
    public void Keywords_are_escaped(string name, string expected) => Assert.Equal(expected, Identifiers.Escape(name));

    [Theory]
    [InlineData("record", "@record")]
    [InlineData("var", "@var")]
    [InlineData("net", "@net")]
    [InlineData("net2", "net2")]
    [InlineData("Net", "Net")]
    [InlineData("ünï", "ünï")]
    public void Types_in_lower_case_letters_are_escaped(string name, string expected) => Assert.Equal(expected, Identifiers.EscapeType(name));
}
