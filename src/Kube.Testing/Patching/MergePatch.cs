using Kube.Schema.Json;

namespace Kube.Testing.Patching;

/// <summary>JSON merge patch (RFC 7386).</summary>
internal static class MergePatch
{
    public static JsonValue Apply(JsonValue? target, JsonValue patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch;
        }

        var result = (target as JsonObject ?? JsonObject.Empty).ToBuilder();
        foreach (var change in changes)
        {
            if (change.Value is JsonNull)
            {
                result.Remove(change.Key);
            }
            else
            {
                result[change.Key] = Apply(result[change.Key], change.Value);
            }
        }

        return result.Build();
    }
}
