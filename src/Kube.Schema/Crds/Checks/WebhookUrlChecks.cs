using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The URL of a webhook: https, with a host, without user, query or fragment.</summary>
public static class WebhookUrlChecks
{
    private const string Form = "; desired format: https://host[/path]";

    /// <summary>Adds what is wrong with the URL of a conversion or admission webhook.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="errors">Gets the errors, in the server's order and words.</param>
    public static void Check(string url, FieldPath path, List<FieldError> errors)
    {
        if (Problem(url) is { } problem)
        {
            errors.Add(FieldError.Required(path, $"url must be a valid URL: parse {GoText.Quote(url)}: {problem}{Form}"));
            return;
        }

        var (rest, fragment) = Cut(url, '#');
        var colon = SchemeLength(rest);
        var scheme = rest.Substring(0, colon).ToLowerInvariant();
        var (address, query) = Cut(colon > 0 ? rest.Substring(colon + 1) : rest, '?');
        var authority = address.StartsWith("//", StringComparison.Ordinal) ? address.Substring(2).Split('/')[0] : "";
        var at = authority.LastIndexOf('@');
        if (scheme != "https")
        {
            errors.Add(FieldError.Invalid(path, scheme, $"'https' is the only allowed URL scheme{Form}"));
        }

        if (authority.Length == at + 1)
        {
            errors.Add(FieldError.Invalid(path, "", $"host must be specified{Form}"));
        }

        if (at >= 0)
        {
            errors.Add(FieldError.Invalid(path, authority.Substring(0, at), "user information is not permitted in the URL"));
        }

        if (fragment.Length > 0)
        {
            errors.Add(FieldError.Invalid(path, fragment, "fragments are not permitted in the URL"));
        }

        if (query.Length > 0)
        {
            errors.Add(FieldError.Invalid(path, query, "query parameters are not permitted in the URL"));
        }
    }

    /// <summary>What Go's parser says of a text that is no URL at all.</summary>
    private static string? Problem(string url)
    {
        if (url.Any(unit => unit is < ' ' or (char)0x7f))
        {
            return "net/url: invalid control character in URL";
        }

        var colon = SchemeLength(url);
        if (colon == 0 && url.StartsWith(":", StringComparison.Ordinal))
        {
            return "missing protocol scheme";
        }

        if (colon == 0 && !url.StartsWith("/", StringComparison.Ordinal) && url.Split('/', '?', '#')[0].Contains(":"))
        {
            return "first path segment in URL cannot contain colon";
        }

        for (var i = url.IndexOf('%'); i >= 0; i = url.IndexOf('%', i + 1))
        {
            if (i + 2 >= url.Length || !IsHex(url[i + 1]) || !IsHex(url[i + 2]))
            {
                return $"invalid URL escape {GoText.Quote(url.Substring(i, Math.Min(3, url.Length - i)))}";
            }
        }

        var start = url.IndexOf("//", StringComparison.Ordinal);
        if (start != (colon > 0 ? colon + 1 : 0))
        {
            return null;
        }

        var host = url.Substring(start + 2).Split('/', '?', '#')[0];
        host = host.Substring(host.LastIndexOf('@') + 1);
        if (host.Contains(" "))
        {
            return "invalid character \" \" in host name";
        }

        var port = host.Substring(Math.Max(host.LastIndexOf(']'), 0));
        return port.LastIndexOf(':') is var at and >= 0 && !port.Skip(at + 1).All(unit => unit is >= '0' and <= '9')
            ? $"invalid port {GoText.Quote(port.Substring(at))} after host"
            : null;
    }

    private static int SchemeLength(string url)
    {
        for (var i = 0; i < url.Length; i++)
        {
            if (url[i] == ':')
            {
                return i;
            }

            var letter = url[i] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!letter && (i == 0 || url[i] is not ((>= '0' and <= '9') or '+' or '-' or '.')))
            {
                return 0;
            }
        }

        return 0;
    }

    private static (string Before, string After) Cut(string text, char mark) =>
        text.IndexOf(mark) is var at and >= 0 ? (text.Substring(0, at), text.Substring(at + 1)) : (text, "");

    private static bool IsHex(char unit) => unit is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');
}
