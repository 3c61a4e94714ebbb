using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Schema.Structural;

/// <summary>Drops fields that a schema does not know, as an API server does before it stores an object.</summary>
public static class Pruning
{
    /// <summary>Prunes <paramref name="value"/>.</summary>
    /// <param name="value">What to prune; shared as far as nothing is dropped.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="isResourceRoot">Whether it is a whole object: <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> stay then.</param>
    /// <param name="dropped">Where to add the paths that were dropped, such as <c>spec.list[0].typo</c>; sorted.</param>
    public static JsonValue Prune(JsonValue value, StructuralSchema schema, bool isResourceRoot, ICollection<string>? dropped = null)
    {
        var told = dropped is null ? null : new List<string>();
        var pruned = PruneNode(value, schema, isResourceRoot || schema.IsEmbeddedResource, "", told);
        foreach (var path in told?.OrderBy(path => path, StringComparer.Ordinal) ?? Enumerable.Empty<string>())
        {
            dropped!.Add(path);
        }

        return pruned;
    }

    internal static bool IsMetaField(string name) => name is "apiVersion" or "kind" or "metadata";

    private static JsonValue PruneNode(JsonValue value, StructuralSchema? schema, bool isResource, string path, List<string>? dropped)
    {
        if (schema is { PreserveUnknownFields: true })
        {
            return Keep(value, schema, isResource, path, dropped);
        }

        return value switch
        {
            JsonObject members => PruneMembers(members, schema, isResource, path, dropped),
            JsonArray items => MapItems(items, path, dropped is not null, (item, place) => PruneNode(item, schema?.Items, schema?.Items?.IsEmbeddedResource ?? false, place, dropped)),
            _ => value,
        };
    }

    private static JsonObject PruneMembers(JsonObject members, StructuralSchema? schema, bool isResource, string path, List<string>? dropped)
    {
        JsonObjectBuilder? changed = null;
        foreach (var member in members)
        {
            if (isResource && IsMetaField(member.Key))
            {
                continue;
            }

            if (schema is not null && (schema.TryGetProperty(member.Key, out var property) || schema.Source.AdditionalProperties is not null))
            {
                var entry = property ?? schema.AdditionalProperties;
                Replace(ref changed, members, member, PruneNode(member.Value, entry, entry?.IsEmbeddedResource ?? false, At(path, member.Key, dropped), dropped));
                continue;
            }

            if (dropped is not null && (!IsMetaField(member.Key) || path.Length > 0))
            {
                dropped.Add(At(path, member.Key, dropped));
            }

            (changed ??= members.ToBuilder()).Remove(member.Key);
        }

        return changed?.Build() ?? members;
    }

    /// <summary>Keeps what is not known here; what has a schema of its own is pruned again.</summary>
    private static JsonValue Keep(JsonValue value, StructuralSchema? schema, bool isResource, string path, List<string>? dropped)
    {
        if (schema is null)
        {
            return value;
        }

        switch (value)
        {
            case JsonObject members:
                JsonObjectBuilder? changed = null;
                foreach (var member in members)
                {
                    if (isResource && IsMetaField(member.Key))
                    {
                        continue;
                    }

                    if (schema.TryGetProperty(member.Key, out var property) || schema.Source.AdditionalProperties is not null)
                    {
                        var entry = property ?? schema.AdditionalProperties;
                        Replace(ref changed, members, member, PruneNode(member.Value, entry, entry?.IsEmbeddedResource ?? false, At(path, member.Key, dropped), dropped));
                    }
                }

                return changed?.Build() ?? members;
            case JsonArray items:
                return MapItems(items, path, dropped is not null, (item, place) => Keep(item, schema.Items, schema.Items?.IsEmbeddedResource ?? false, place, dropped));
            default:
                return value;
        }
    }

    private static void Replace(ref JsonObjectBuilder? changed, JsonObject members, KeyValuePair<string, JsonValue> member, JsonValue pruned)
    {
        if (!ReferenceEquals(pruned, member.Value))
        {
            (changed ??= members.ToBuilder())[member.Key] = pruned;
        }
    }

    private static JsonArray MapItems(JsonArray items, string path, bool tells, Func<JsonValue, string, JsonValue> prune)
    {
        JsonValue[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var pruned = prune(items[i], tells ? $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]" : "");
            if (!ReferenceEquals(pruned, items[i]))
            {
                (changed ??= [.. items])[i] = pruned;
            }
        }

        return changed is null ? items : JsonArray.Own(changed);
    }

    // Paths cost text, so they are made only where somebody wants them.
    private static string At(string path, string key, List<string>? dropped) => dropped is null ? "" : path.Length == 0 ? key : path + "." + key;
}
