using NeuralGen.Compiler.ModelFiles.Formats;

namespace NeuralGen.Generator.Tests.Models;

/// <summary>What is left of a name in comments and messages.</summary>
public class PlainTextTests
{
    [Theory]
    [InlineData("dense1.weight", "dense1.weight")]
    [InlineData("Größe 日本 \ud83d\ude00", "Größe 日本 \ud83d\ude00")]
    [InlineData("a\nb\rc\u0085d\u2028e\u2029f\0g\th", "a?b?c?d?e?f?g?h")]
    [InlineData("a\ufffeb\uffffc", "a?b?c")]
    [InlineData("a\u202eb\u200bc\ufeffd", "a?b?c?d")]
    public void Only_characters_with_a_shape_are_left(string text, string expected) => Assert.Equal(expected, PlainText.OneLine(text));

    /// <summary>Half a pair does not survive as an argument of a theory.</summary>
    [Fact]
    public void Half_of_a_pair_is_not_left() => Assert.Equal("a?b?c?", PlainText.OneLine("a\ud83db\ude00c\ud83d"));

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abc...")]
    [InlineData("ab\ud83d\ude00", "ab\ud83d\ude00")]
    [InlineData("ab\ud83d\ude00d", "ab\ud83d\ude00...")]
    public void Long_text_is_cut_between_characters(string text, string expected) => Assert.Equal(expected, PlainText.OneLine(text, longest: 3));
}
