using Kube.Schema.Json;

namespace Kube.Testing.Auth;

/// <summary>Rules of roles compared with one another: whether somebody's rules give all that others give.</summary>
internal static class PolicyRules
{
    private const string All = "*";

    private static readonly string[] Order = ["apiGroups", "resources", "nonResourceURLs", "resourceNames", "verbs"];

    /// <summary>What <paramref name="wanted"/> gives and <paramref name="held"/> does not, as the real server tells it; empty where nothing is missing.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<JsonObject> held, IEnumerable<JsonObject> wanted)
    {
        var missing = wanted.SelectMany(Split).Where(one => !held.Any(h => Covers(h, one))).ToList();
        return
        [
            .. missing
                .GroupBy(r => r.Without("verbs"))
                .Select(g => Text(g.Key.With("verbs", JsonArray.From(g.SelectMany(r => r.GetArray("verbs")!).Distinct()))))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>A rule as many, each for one verb of one resource or path.</summary>
    private static IEnumerable<JsonObject> Split(JsonObject rule)
    {
        foreach (var verb in Texts(rule, "verbs"))
        {
            foreach (var path in Texts(rule, "nonResourceURLs"))
            {
                yield return JsonValue.Object(("nonResourceURLs", JsonValue.Array(path)), ("verbs", JsonValue.Array(verb)));
            }

            foreach (var group in Texts(rule, "apiGroups"))
            {
                foreach (var resource in Texts(rule, "resources"))
                {
                    var one = JsonValue.Object(("apiGroups", JsonValue.Array(group)), ("resources", JsonValue.Array(resource)), ("verbs", JsonValue.Array(verb)));
                    var names = Texts(rule, "resourceNames");
                    if (names.Count == 0)
                    {
                        yield return one;
                    }

                    foreach (var name in names)
                    {
                        yield return one.With("resourceNames", JsonValue.Array(name));
                    }
                }
            }
        }
    }

    private static bool Covers(JsonObject held, JsonObject one)
    {
        if (!Gives(held, one, "verbs"))
        {
            return false;
        }

        if (Texts(one, "nonResourceURLs") is [var path])
        {
            return Texts(held, "nonResourceURLs").Any(p => p == All || p == path || (p.EndsWith('*') && path.StartsWith(p[..^1], StringComparison.Ordinal)));
        }

        var resource = Texts(one, "resources")[0];
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        var hasResource = Gives(held, one, "resources") || (slash > 0 && Texts(held, "resources").Contains("*" + resource[slash..]));
        var names = Texts(held, "resourceNames");
        return hasResource && Gives(held, one, "apiGroups") && (names.Count == 0 || Texts(one, "resourceNames") is [var name] && names.Contains(name));
    }

    private static bool Gives(JsonObject held, JsonObject one, string field) => Texts(held, field) is var given && (given.Contains(All) || given.Contains(Texts(one, field)[0]));

    private static string Text(JsonObject rule) => "{" + string.Join(", ", Order
        .Where(f => Texts(rule, f).Count > 0)
        .Select(f => $"{(f == "apiGroups" ? "APIGroups" : char.ToUpperInvariant(f[0]) + f[1..])}:{Quoted(Texts(rule, f))}")) + "}";

    /// <summary>Texts as Go prints a list of them.</summary>
    public static string Quoted(IEnumerable<string> texts) => $"[{string.Join(" ", texts.Select(t => $"\"{t}\""))}]";

    private static IReadOnlyList<string> Texts(JsonObject rule, string field) => [.. (rule.GetArray(field) ?? JsonArray.Empty).OfType<JsonString>().Select(t => t.Value)];
}
