using Kube.YamlFormat;

namespace Kube.Build.Tests;

public sealed class PlainScalarTests
{
    [Theory]
    [InlineData("example.com")]
    [InlineData("apiextensions.k8s.io/v1")]
    [InlineData(".spec.title")]
    [InlineData("x-kubernetes-validations")]
    [InlineData("A sentence, with (some) marks; and a colon:inside.")]
    [InlineData("self.a <= self.b")]
    [InlineData("^[a-z]+$")]
    public void Ordinary_text_stays_plain(string text) => Assert.True(PlainScalar.IsSafe(text));

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("Off")]
    [InlineData("1.2")]
    [InlineData(".5")]
    [InlineData(".inf")]
    [InlineData("a: b")]
    [InlineData("a:")]
    [InlineData("a #b")]
    [InlineData("a ")]
    [InlineData("[a")]
    [InlineData("é")]
    [InlineData("a\nb")]
    public void What_a_reader_may_take_for_something_else_is_quoted(string text) => Assert.False(PlainScalar.IsSafe(text));
}
