using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching;

/// <summary>Kubernetes' strategic merge patch: lists of built-in types merge by their keys, with directives for deletion, replacement and order.</summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromPrimitives = "$deleteFromPrimitiveList/";
    private const string ElementOrder = "$setElementOrder/";

    /// <exception cref="ApiStatusException">A directive is wrong, or an item of a list lacks its key.</exception>
    public static JsonObject Apply(JsonObject target, JsonObject patch, Shape shape) => MergeMap(target, patch, shape.Resolved, "") ?? JsonObject.Empty;

    private static JsonObject? MergeMap(JsonObject target, JsonObject patch, Shape shape, string strategy)
    {
        switch (patch.GetString(Directive))
        {
            case "replace":
                return Clean(patch.Without(Directive));
            case "delete":
                return JsonObject.Empty;
            case null:
                break;
            case var other:
                throw Bad($"Unrecognized directive: {other}");
        }

        var result = target.ToBuilder();
        if (patch.GetArray(RetainKeys) is { } retained)
        {
            CheckRetained(patch, retained, strategy);
            foreach (var name in target.Keys.Where(k => !retained.Contains(JsonValue.Of(k))).ToList())
            {
                result.Remove(name);
            }
        }

        foreach (var change in patch)
        {
            if (change.Key == RetainKeys || change.Key.StartsWith(ElementOrder, StringComparison.Ordinal))
            {
                continue;
            }

            if (change.Key.StartsWith(DeleteFromPrimitives, StringComparison.Ordinal))
            {
                var name = change.Key[DeleteFromPrimitives.Length..];
                var gone = change.Value as JsonArray ?? JsonArray.Empty;
                var kept = JsonArray.From((result[name] as JsonArray ?? JsonArray.Empty).Where(i => !gone.Contains(i)));
                result[name] = kept;
                continue;
            }

            MergeField(result, change.Key, change.Value, shape);
        }

        foreach (var change in patch.Where(c => c.Key.StartsWith(ElementOrder, StringComparison.Ordinal)))
        {
            var name = change.Key[ElementOrder.Length..];
            if (result[name] is JsonArray list && change.Value is JsonArray order)
            {
                var mergeKey = shape.Entry(name)?.PatchMergeKey;
                result[name] = Ordered(list, target.GetArray(name), order, mergeKey);
            }
        }

        return result.Build();
    }

    private static void MergeField(JsonObjectBuilder result, string name, JsonValue change, Shape shape)
    {
        var declared = shape.Entry(name);
        var field = declared?.Resolved ?? Shape.Any;
        var strategy = declared?.PatchStrategy is { Length: > 0 } own ? own : "";
        switch (change, result[name])
        {
            case (JsonNull, _):
                result.Remove(name);
                break;
            case (JsonObject map, JsonObject current) when !strategy.Contains("replace", StringComparison.Ordinal):
                if (map.GetString(Directive) == "delete")
                {
                    result.Remove(name);
                    break;
                }

                result[name] = MergeMap(current, map, field, strategy);
                break;
            case (JsonObject map, _):
                if (map.GetString(Directive) == "delete")
                {
                    result.Remove(name);
                    break;
                }

                result[name] = Clean(map.Without(Directive).Without(RetainKeys));
                break;
            case (JsonArray list, var current):
                result[name] = strategy.Contains("merge", StringComparison.Ordinal)
                    ? MergeList(current as JsonArray ?? JsonArray.Empty, list, field, declared?.PatchMergeKey)
                    : Clean(list);
                break;
            default:
                result[name] = change;
                break;
        }
    }

    private static JsonArray MergeList(JsonArray target, JsonArray patch, Shape shape, string? mergeKey)
    {
        if (mergeKey is null)
        {
            return Ordered(JsonArray.From(target.Concat(patch.Where(p => !target.Contains(p)))), target, patch, null);
        }

        var items = target.ToList();
        if (patch.OfType<JsonObject>().Any(p => p.GetString(Directive) == "replace"))
        {
            return JsonArray.From(patch.OfType<JsonObject>().Where(p => p.GetString(Directive) != "replace").Select(p => (JsonValue)Clean(p)));
        }

        foreach (var item in patch)
        {
            if (item is not JsonObject change || change[mergeKey] is not { } key)
            {
                throw Bad($"map: {GoText(item)} does not contain declared merge key: {mergeKey}");
            }

            var at = items.FindIndex(i => i is JsonObject o && o[mergeKey] is { } other && other.Equals(key));
            if (change.GetString(Directive) == "delete")
            {
                items.RemoveAll(i => i is JsonObject o && o[mergeKey] is { } other && other.Equals(key));
            }
            else if (at < 0)
            {
                items.Add(Clean(change));
            }
            else
            {
                items[at] = MergeMap((JsonObject)items[at], change, shape.Element?.Resolved ?? Shape.Any, "") ?? JsonObject.Empty;
            }
        }

        return Ordered(JsonArray.From(items), target, patch, mergeKey);
    }

    /// <summary>The items in the order the patch asks for; those it does not name keep their places among the others of the live list.</summary>
    private static JsonArray Ordered(JsonArray merged, JsonArray? live, JsonArray order, string? mergeKey)
    {
        JsonValue Key(JsonValue item) => mergeKey is null ? item : (item as JsonObject)?[mergeKey] ?? JsonValue.Null;
        var wanted = order.Select(Key).ToList();
        var named = merged.Where(i => wanted.Contains(Key(i))).OrderBy(i => wanted.IndexOf(Key(i))).ToList();
        var result = new List<JsonValue>();
        var next = 0;
        var liveKeys = (live ?? JsonArray.Empty).Select(Key).ToList();
        foreach (var item in merged.Where(i => !wanted.Contains(Key(i))))
        {
            var place = liveKeys.IndexOf(Key(item));
            // A named item goes first unless the live list has both and this one before it.
            while (next < named.Count && !(place >= 0 && liveKeys.IndexOf(Key(named[next])) is var other && other >= 0 && place < other))
            {
                result.Add(named[next++]);
            }

            result.Add(item);
        }

        result.AddRange(named.Skip(next));
        return JsonArray.From(result);
    }

    private static void CheckRetained(JsonObject patch, JsonArray retained, string strategy)
    {
        if (!strategy.Contains("retainKeys", StringComparison.Ordinal))
        {
            throw Bad("failed to find the retainKeys strategy of the field");
        }

        foreach (var field in patch)
        {
            if (!field.Key.StartsWith('$') && field.Value is not JsonNull && !retained.Contains(JsonValue.Of(field.Key)))
            {
                throw Bad($"{field.Key} not in retainKeys");
            }
        }
    }

    /// <summary>A patch's value as content: its directives and nulls taken out.</summary>
    private static JsonValue Clean(JsonValue value) => value switch
    {
        JsonObject map => Clean(map),
        JsonArray list => JsonArray.From(list.Where(i => i is not JsonObject o || o.GetString(Directive) != "delete").Select(Clean)),
        _ => value,
    };

    private static JsonObject Clean(JsonObject map)
    {
        var result = new JsonObjectBuilder();
        foreach (var field in map)
        {
            if (!field.Key.StartsWith('$') && field.Value is not JsonNull)
            {
                result.Add(field.Key, Clean(field.Value));
            }
        }

        return result.Build();
    }

    /// <summary>A value as Go prints a map: the message quotes it so.</summary>
    public static string GoText(JsonValue value) => value switch
    {
        JsonObject map => $"map[{string.Join(" ", map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{GoText(m.Value)}"))}]",
        JsonArray list => $"[{string.Join(" ", list.Select(GoText))}]",
        JsonString text => text.Value,
        JsonNull => "<nil>",
        _ => value.ToJson(),
    };

    private static ApiStatusException Bad(string message) => ApiErrors.Unclassified(message);
}
