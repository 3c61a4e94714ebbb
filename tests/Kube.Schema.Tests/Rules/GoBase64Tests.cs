using Kube.Schema.Rules;

namespace Kube.Schema.Tests.Rules;

/// <summary>Facts: Go's <c>encoding/base64</c> with the URL alphabet, which is what an API server reads <c>format: byte</c> with for rules.</summary>
public sealed class GoBase64Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("aGVsbG8=", "hello")]
    [InlineData("aGk=", "hi")]
    [InlineData("YQ==", "a")]
    [InlineData("YWJj", "abc")]
    [InlineData("YW\nJj\r\n", "abc")]
    [InlineData("YQ=\n=\r\n", "a")]
    [InlineData("\nYQ==", "a")]
    [InlineData("YR==", "a")]
    [InlineData("-_-_", "\u00fb\u00ff\u00bf")]
    public void Text_decodes(string text, string bytes)
    {
        Assert.True(GoBase64.TryDecode(text, out var decoded, out _));
        Assert.Equal(bytes, System.Text.Encoding.Latin1.GetString(decoded));
    }

    [Theory]
    [InlineData("YW Jj", 2)]
    [InlineData("YWJj\t", 4)]
    [InlineData(" YWJj", 0)]
    [InlineData("+/+/", 0)]
    [InlineData("YW/j", 2)]
    [InlineData("YWJ", 0)]
    [InlineData("YWJjYQ", 4)]
    [InlineData("YWJjY\nQ", 5)]
    [InlineData("Y===", 1)]
    [InlineData("=", 0)]
    [InlineData("YQ=", 3)]
    [InlineData("YQ=x", 2)]
    [InlineData("YQ==YQ==", 4)]
    [InlineData("YWI=\nx", 5)]
    [InlineData("YW\u00e9j", 2)]
    public void Anything_else_is_wrong_at_a_byte(string text, int fault)
    {
        Assert.False(GoBase64.TryDecode(text, out _, out var at));
        Assert.Equal(fault, at);
    }
}
