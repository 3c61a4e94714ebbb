using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.Http;

namespace Kube.Testing.Selectors;

/// <summary>Refuses selectors whose keys or values no label can have, in the real server's words.</summary>
internal static class LabelSyntax
{
    public static void CheckKey(string key) => Refuse("key", key, NameRules.IsLabelKey(key));

    public static void CheckValue(string key, int index, string value) => Refuse($"values[{index}][{key}]", value, NameRules.IsLabelValue(value));

    private static void Refuse(string field, string value, IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
        {
            throw ApiErrors.BadRequest($"unable to parse requirement: {field}: Invalid value: {JsonValue.Of(value).ToJson()}: {string.Join("; ", problems)}");
        }
    }
}
