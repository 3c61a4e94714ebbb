using Kube.Cel.Kubernetes;

namespace Kube.Cel.Tests.Kubernetes;

public sealed class UrlTests
{
    [Theory]
    [InlineData("https://x.example:80/a%20b?k=v", "https", "x.example:80", "x.example", "80", "/a%20b")]
    [InlineData("/path", "", "", "", "", "/path")]
    [InlineData("HTTP://Example.COM", "http", "Example.COM", "Example.COM", "", "")]
    [InlineData("https://[::1]:8443/x", "https", "[::1]:8443", "::1", "8443", "/x")]
    [InlineData("https://[fe80::1%25en0]/", "https", "[fe80::1%en0]", "fe80::1%en0", "", "/")]
    [InlineData("https://user:pa%20ss@host/", "https", "host", "host", "", "/")]
    [InlineData("https://host:/", "https", "host:", "host", "", "/")]
    [InlineData("https://host/a b", "https", "host", "host", "", "/a%20b")]
    [InlineData("https://host/a%2Fb/ü", "https", "host", "host", "", "/a/b/%C3%BC")]
    [InlineData("https://host/a%2Fb", "https", "host", "host", "", "/a%2Fb")]
    [InlineData("https://host/a[1]!", "https", "host", "host", "", "/a[1]!")]
    [InlineData("https://host/p#frag?x", "https", "host", "host", "", "/p")]
    [InlineData("mailto:a@b.example", "mailto", "", "", "", "")]
    [InlineData("file:///etc/hosts", "file", "", "", "", "/etc/hosts")]
    [InlineData("mongodb://a:1,b:2/db", "mongodb", "a:1,b:2", "a:1,b", "2", "/db")]
    [InlineData("https://%C3%BC.example/", "https", "ü.example", "ü.example", "", "/")]
    [InlineData("*", "", "", "", "", "*")]
    [InlineData("//host/p", "", "host", "host", "", "/p")]
    public void Urls_are_taken_apart(string text, string scheme, string host, string hostname, string port, string path)
    {
        Assert.True(Url.IsValid(text, out var reason), reason);
        Assert.True(Url.TryParse(text, out var url, out var error), error);
        Assert.Equal((scheme, host, hostname, port, path), (url.Scheme, url.Host, url.Hostname, url.Port, url.EscapedPath));
    }

    [Theory]
    [InlineData("", "empty url")]
    [InlineData("not url", "invalid URI for request")]
    [InlineData("../x", "invalid URI for request")]
    [InlineData(":x", "missing protocol scheme")]
    [InlineData("https://a\tb", "net/url: invalid control character in URL")]
    [InlineData("https://a b/", "invalid character \" \" in host name")]
    [InlineData("https://a%2fb/", "invalid URL escape \"%2f\"")]
    [InlineData("https://a/%zz", "invalid URL escape \"%zz\"")]
    [InlineData("https://a/%4", "invalid URL escape \"%4\"")]
    [InlineData("https://a:b/", "invalid port \":b\" after host")]
    [InlineData("https://::1/", "invalid port \"::1\" after host")]
    [InlineData("https://h:80:80/", "invalid port \":80:80\" after host")]
    [InlineData("https://[::1", "missing ']' in host")]
    [InlineData("https://a[::1]/", "invalid IP-literal")]
    [InlineData("https://[1.2.3.4]/", "invalid IP-literal")]
    [InlineData("https://[x]/", "invalid host: ParseAddr(\"x\"): unable to parse IP")]
    [InlineData("https://[::1]a/", "invalid port \"a\" after host")]
    [InlineData("https://u^@h/", "net/url: invalid userinfo")]
    public void What_is_no_url_is_refused_in_the_words_of_Go(string text, string reason)
    {
        Assert.False(Url.IsValid(text, out var error));
        Assert.Equal($"parse {GoText.Quote(text)}: {reason}", error);
        Assert.False(Url.TryParse(text, out _, out var celError));
        Assert.Equal("URL parse error during conversion from string: " + error, celError);
        Assert.Throws<FormatException>(() => Url.Parse(text));
    }

    [Fact]
    public void A_bad_fragment_passes_as_a_url_and_fails_to_convert()
    {
        Assert.True(Url.IsValid("https://h/p?q#%zz", out _));
        Assert.False(Url.TryParse("https://h/p?q#%zz", out _, out var error));
        Assert.Equal("URL parse error during conversion from string: parse \"https://h/p?q#%zz\": invalid URL escape \"%zz\"", error);
    }

    [Theory]
    [InlineData("https://h/?k=v&k=w&x", "k=v,w x=")]
    [InlineData("https://h/?a+b=c%20d&=e&&%zz=1&s;t=2&u=%zz", "a b=c d =e")]
    [InlineData("https://h/?", "")]
    [InlineData("https://h/?q=%C3%BC#x=1", "q=ü")]
    [InlineData("/p?a=1?b=2", "a=1?b=2")]
    public void Queries_are_decoded_and_bad_pairs_left_out(string text, string expected)
    {
        var query = Url.Parse(text).Query();
        Assert.Equal(expected, string.Join(' ', query.Select(pair => $"{pair.Key}={string.Join(',', pair.Value)}")));
    }

    [Theory]
    [InlineData("HTTPS://u:p@h:1/a%2Fb?x#f g", "https://u:p@h:1/a%2Fb?x#f%20g")]
    [InlineData("https://h/a b", "https://h/a%20b")]
    [InlineData("https://h?", "https://h?")]
    [InlineData("mailto:a@b", "mailto:a@b")]
    [InlineData("file:///x", "file:///x")]
    [InlineData("file:/x", "file:/x")]
    [InlineData("/a:b", "/a:b")]
    public void Urls_are_equal_when_they_are_written_alike(string text, string written)
    {
        Assert.Equal(written, Url.Parse(text).ToString());
        Assert.Equal(Url.Parse(text), Url.Parse(written));
        Assert.NotEqual(Url.Parse(text), Url.Parse("https://other/"));
    }
}
