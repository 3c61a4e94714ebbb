using System.Text;

namespace Kube.Cel.Kubernetes;

/// <summary>The fields of a URL as bytes (characters U+0000 to U+00FF), decoded where Go decodes them.</summary>
internal sealed class UrlParts
{
    private string _path = "";
    private string _rawPath = "";
    private string _fragment = "";
    private string _rawFragment = "";

    internal string Scheme { get; set; } = "";

    internal string Opaque { get; set; } = "";

    /// <summary>The user name, and the password behind a colon, encoded; null without an at sign.</summary>
    internal string? User { get; set; }

    internal string Host { get; set; } = "";

    internal string RawQuery { get; set; } = "";

    internal bool ForceQuery { get; set; }

    internal bool OmitHost { get; set; }

    internal string? SetPath(string path) => Set(path, UrlPart.Path, ref _path, ref _rawPath);

    internal string? SetFragment(string fragment) => Set(fragment, UrlPart.Fragment, ref _fragment, ref _rawFragment);

    internal string EscapedPath() => _path == "*" && _rawPath.Length == 0 ? "*" : Escaped(_path, _rawPath, UrlPart.Path);

    internal (string Name, string Port) SplitHost()
    {
        var colon = Host.LastIndexOf(':');
        var hasPort = colon >= 0 && UrlParser.IsOptionalPort(Host.Substring(colon));
        var name = hasPort ? Host.Substring(0, colon) : Host;
        if (name.Length >= 2 && name[0] == '[' && name[name.Length - 1] == ']')
            name = name.Substring(1, name.Length - 2);
        return (name, hasPort ? Host.Substring(colon + 1) : "");
    }

    internal string ToText()
    {
        var text = new StringBuilder();
        if (Scheme.Length > 0)
            text.Append(Scheme).Append(':');
        if (Opaque.Length > 0)
            text.Append(Opaque);
        else
            AppendHierarchy(text);
        if (ForceQuery || RawQuery.Length > 0)
            text.Append('?').Append(RawQuery);
        if (_fragment.Length > 0)
            text.Append('#').Append(Escaped(_fragment, _rawFragment, UrlPart.Fragment));
        return text.ToString();
    }

    private void AppendHierarchy(StringBuilder text)
    {
        var hasAuthority = Host.Length > 0 || User is not null;
        if (hasAuthority || (Scheme.Length > 0 && !OmitHost && _path.Length > 0))
            text.Append("//");
        if (User is not null)
            text.Append(User).Append('@');
        text.Append(UrlEscapes.Escape(Host, UrlPart.Host));
        var path = EscapedPath();
        if (path.Length > 0 && path[0] != '/' && Host.Length > 0)
            text.Append('/');
        if (text.Length == 0 && path.Split('/')[0].IndexOf(':') >= 0)
            text.Append("./");
        text.Append(path);
    }

    private static string? Set(string raw, UrlPart part, ref string decoded, ref string rawIfOdd)
    {
        if (UrlEscapes.Unescape(raw, part, out decoded) is { } error)
            return error;
        rawIfOdd = UrlEscapes.Escape(decoded, part) == raw ? "" : raw;
        return null;
    }

    private static string Escaped(string decoded, string raw, UrlPart part) =>
        raw.Length > 0 && UrlEscapes.IsValidEncoding(raw, part) ? raw : UrlEscapes.Escape(decoded, part);
}
