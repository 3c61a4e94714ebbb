using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>What the placeholders of a recording stand for in a replay.</summary>
internal sealed partial class Bindings
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<(int Number, long Value, bool IsObject)> _versions = [];

    /// <summary>Replaces the placeholders of a request by what they were bound to; those never seen stay.</summary>
    public string Substitute(string text) => Placeholder().Replace(text, match =>
    {
        var key = match.Value;
        if (match.Groups[1].Value == "rv")
        {
            var number = Number(match);
            var candidates = _versions.Where(v => v.Number == number).ToList();
            return candidates.Count == 0
                ? key
                : candidates.OrderByDescending(v => v.IsObject).First().Value.ToString(CultureInfo.InvariantCulture);
        }

        return _values.GetValueOrDefault(key, key);
    });

    /// <summary>Replaces placeholders in all texts and keys of a value.</summary>
    public JsonValue Substitute(JsonValue value) => value switch
    {
        JsonString text => JsonString.Of(Substitute(text.Value)),
        JsonArray list => JsonArray.From(list.Select(Substitute)),
        JsonObject map => JsonObject.From(map.Select(m => KeyValuePair.Create(Substitute(m.Key), Substitute(m.Value)))),
        _ => value,
    };

    public void Set(string placeholder, string value) => _values[placeholder] = value;

    /// <summary>Whether <paramref name="actual"/> is what <paramref name="recorded"/> says, its placeholders bound at first sight.</summary>
    /// <param name="recorded">Text with placeholders.</param>
    /// <param name="actual">The text of the replay.</param>
    /// <param name="isObjectVersion">Whether a resource version here is that of a stored object.</param>
    public bool Match(string recorded, string actual, bool isObjectVersion)
    {
        if (!recorded.Contains('<', StringComparison.Ordinal))
        {
            return recorded == actual;
        }

        var pattern = new StringBuilder("^");
        var names = new List<Match>();
        var last = 0;
        foreach (Match match in Placeholder().Matches(recorded))
        {
            pattern.Append(Regex.Escape(recorded[last..match.Index])).Append('(').Append(Pattern(match)).Append(')');
            names.Add(match);
            last = match.Index + match.Length;
        }

        pattern.Append(Regex.Escape(recorded[last..])).Append("\\z");
        var found = Regex.Match(actual, pattern.ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant);
        if (!found.Success)
        {
            return false;
        }

        for (var i = 0; i < names.Count; i++)
        {
            if (!Bind(names[i], found.Groups[i + 1].Value, isObjectVersion))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first pair of versions that stands in another order than on the real server, or none.</summary>
    public string? VersionDisorder()
    {
        foreach (var a in _versions)
        {
            foreach (var b in _versions)
            {
                var isWrong = (a.IsObject && b.IsObject, a.Number.CompareTo(b.Number)) switch
                {
                    (true, 0) => a.Value != b.Value,
                    (true, < 0) => a.Value >= b.Value,
                    (false, < 0) => a.Value > b.Value,
                    _ => false,
                };
                if (isWrong)
                {
                    return $"<rv:{a.Number}> = {a.Value} ({(a.IsObject ? "object" : "collection")}), <rv:{b.Number}> = {b.Value} ({(b.IsObject ? "object" : "collection")})";
                }
            }
        }

        return null;
    }

    private bool Bind(Match placeholder, string value, bool isObjectVersion)
    {
        var key = placeholder.Value;
        switch (placeholder.Groups[1].Value)
        {
            case "rv":
                _versions.Add((Number(placeholder), long.Parse(value, CultureInfo.InvariantCulture), isObjectVersion));
                return true;
            case "uid":
                if (_values.TryGetValue(key, out var bound))
                {
                    return bound == value;
                }

                _values.Add(key, value);
                return true;
            case "continue" or "suffix" or "token":
                _values[key] = value;
                return true;
            default:
                return true;
        }
    }

    private static int Number(Match placeholder) => int.Parse(placeholder.Groups[2].Value, CultureInfo.InvariantCulture);

    private static string Pattern(Match placeholder) => placeholder.Groups[1].Value switch
    {
        "rv" => "[0-9]+",
        "uid" => "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        "time" => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        "microtime" => @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
        "suffix" => "[a-z0-9]{5}",
        "age" => @"(?:\d+[smhdy])+",
        _ => ".+?",
    };

    [GeneratedRegex(@"<(uid|rv|time|microtime|continue|suffix|hash|age|host|webhook|caBundle|dir|tmp|token|credential)(?::(\d+))?>")]
    private static partial Regex Placeholder();
}
