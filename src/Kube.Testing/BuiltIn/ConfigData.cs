using System.Text;
using System.Text.RegularExpressions;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.BuiltIn;

/// <summary>ConfigMaps and Secrets: keys, sizes, <c>stringData</c>, immutability.</summary>
internal static partial class ConfigData
{
    private const int MaximumBytes = 1024 * 1024;
    private const string Immutable = "field is immutable when `immutable` is set";

    private const string KeyRule =
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

    /// <summary><c>stringData</c> is folded into <c>data</c> and never stored.</summary>
    public static JsonObject DefaultSecret(JsonObject value)
    {
        if (value.GetObject("stringData") is { } texts)
        {
            var data = (value.GetObject("data") ?? JsonObject.Empty).ToBuilder();
            foreach (var text in texts)
            {
                data[text.Key] = Convert.ToBase64String(Encoding.UTF8.GetBytes((text.Value as JsonString)?.Value ?? ""));
            }

            value = value.Without("stringData").With("data", data.Build());
        }

        return value.GetString("type") is { Length: > 0 } ? value : value.With("type", "Opaque");
    }

    public static JsonObject UpdateSecret(JsonObject value, JsonObject old) => value.GetString("type") is { Length: > 0 } ? value : value.WithOrWithout("type", old["type"]);

    public static IEnumerable<FieldCause> ValidateConfigMap(JsonObject value, JsonObject? old)
    {
        var binary = value.GetObject("binaryData") ?? JsonObject.Empty;
        var data = value.GetObject("data") ?? JsonObject.Empty;
        foreach (var key in data.Keys)
        {
            foreach (var problem in KeyProblems($"data[{key}]", key))
            {
                yield return problem;
            }

            if (binary.ContainsKey(key))
            {
                yield return FieldCause.Invalid($"data[{key}]", key, "duplicate of key present in binaryData");
            }
        }

        foreach (var problem in binary.Keys.SelectMany(key => KeyProblems($"binaryData[{key}]", key)))
        {
            yield return problem;
        }

        var size = data.Sum(d => Encoding.UTF8.GetByteCount(Text(d.Value))) + binary.Sum(d => Text(d.Value).Length * 3 / 4);
        if (size > MaximumBytes)
        {
            yield return FieldCause.TooLong("", MaximumBytes);
        }

        foreach (var problem in ImmutableProblems(value, old, "data", "binaryData"))
        {
            yield return problem;
        }
    }

    public static IEnumerable<FieldCause> ValidateSecret(JsonObject value, JsonObject? old)
    {
        var data = value.GetObject("data") ?? JsonObject.Empty;
        foreach (var problem in data.Keys.SelectMany(key => KeyProblems($"data[{key}]", key)))
        {
            yield return problem;
        }

        if (data.Sum(d => Text(d.Value).Length * 3 / 4) > MaximumBytes)
        {
            yield return FieldCause.TooLong("data", MaximumBytes);
        }

        string[] required = value.GetString("type") switch
        {
            "kubernetes.io/tls" => ["tls.crt", "tls.key"],
            "kubernetes.io/dockerconfigjson" => [".dockerconfigjson"],
            "kubernetes.io/dockercfg" => [".dockercfg"],
            "kubernetes.io/ssh-auth" => ["ssh-privatekey"],
            _ => [],
        };
        foreach (var key in required.Where(key => !data.ContainsKey(key)))
        {
            yield return FieldCause.Required($"data[{key}]", "");
        }

        if (old is not null && old.GetString("type") != value.GetString("type"))
        {
            yield return FieldCause.Invalid("type", value["type"] ?? "", "field is immutable");
        }

        foreach (var problem in ImmutableProblems(value, old, "data"))
        {
            yield return problem;
        }
    }

    private static IEnumerable<FieldCause> ImmutableProblems(JsonObject value, JsonObject? old, params string[] fields)
    {
        if (old?.GetBoolean("immutable") != true)
        {
            yield break;
        }

        if (value.GetBoolean("immutable") != true)
        {
            yield return FieldCause.Forbidden("immutable", Immutable);
        }

        foreach (var field in fields)
        {
            if ((value[field] ?? JsonObject.Empty) != (old[field] ?? JsonObject.Empty))
            {
                yield return FieldCause.Forbidden(field, Immutable);
            }
        }
    }

    private static IEnumerable<FieldCause> KeyProblems(string field, string key)
    {
        if (key.Length > 253)
        {
            yield return FieldCause.Invalid(field, key, "must be no more than 253 characters");
        }

        if (!Key().IsMatch(key))
        {
            yield return FieldCause.Invalid(field, key, KeyRule);
        }

        if (key is "." or "..")
        {
            yield return FieldCause.Invalid(field, key, $"must not be '{key}'");
        }
        else if (key.StartsWith("..", StringComparison.Ordinal))
        {
            yield return FieldCause.Invalid(field, key, "must not start with '..'");
        }
    }

    private static string Text(JsonValue value) => (value as JsonString)?.Value ?? "";

    [GeneratedRegex(@"^[-._a-zA-Z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
