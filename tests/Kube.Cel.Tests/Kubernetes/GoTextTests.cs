using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class GoTextTests
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("\a\b\f\n\r\t\v", "\"\\a\\b\\f\\n\\r\\t\\v\"")]
    [InlineData("\0\u001F\u007F", "\"\\x00\\x1f\\x7f\"")]
    [InlineData("é中😀", "\"é中😀\"")]
    [InlineData("\u00A0\u2028\u200B\uFEFF", "\"\\u00a0\\u2028\\u200b\\ufeff\"")]
    [InlineData("\U000E0001", "\"\\U000e0001\"")]
    public void Text_is_quoted_as_Go_quotes_it(string text, string quoted) => Assert.Equal(quoted, GoText.Quote(text));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.5, "1.5")]
    [InlineData(-1e-9, "-0.000000001")]
    [InlineData(1.25e-7, "0.000000125")]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(1.2345e20, "123450000000000000000")]
    [InlineData(-1.5e16, "-15000000000000000")]
    [InlineData(0.1, "0.1")]
    public void Numbers_are_written_without_exponents(double value, string text) => Assert.Equal(text, GoText.FormatFixed(value));
}
