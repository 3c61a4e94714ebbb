using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>Lays an applied configuration over a live object, and takes fields out of one.</summary>
internal static class TypedMerge
{
    /// <summary>The live value with all that the configuration says; null where neither has one.</summary>
    public static JsonValue? Merge(JsonValue? live, JsonValue? config, Shape declared)
    {
        var shape = declared.For(config ?? live);
        switch (shape.Kind)
        {
            case ShapeKind.Map when !shape.IsAtomic:
                var (liveMap, configMap) = (live as JsonObject, config as JsonObject);
                return (liveMap?.Count ?? 0) == 0 && (configMap?.Count ?? 0) == 0 ? config ?? live : MergeMap(liveMap, configMap, shape);
            case ShapeKind.List when shape.Identity != ListIdentity.Atomic:
                var (liveList, configList) = (live as JsonArray, config as JsonArray);
                return (liveList?.Count ?? 0) == 0 && (configList?.Count ?? 0) == 0 ? config ?? live : MergeList(liveList, configList, shape);
            default:
                return config ?? live;
        }
    }

    /// <summary>The value without the paths of <paramref name="remove"/>; null where nothing is left of it.</summary>
    public static JsonValue? Remove(JsonValue value, FieldSet remove, Shape declared)
    {
        var shape = declared.For(value);
        switch (value)
        {
            case JsonObject map when shape.Kind == ShapeKind.Map:
                if (map.Count == 0 || shape.IsAtomic)
                {
                    return null;
                }

                return RemoveFromMap(map, remove, shape) is { Count: > 0 } leftMap ? leftMap : null;
            case JsonArray list when shape.Kind == ShapeKind.List:
                if (list.Count == 0 || shape.Identity == ListIdentity.Atomic)
                {
                    return null;
                }

                return RemoveFromList(list, remove, shape) is { Count: > 0 } leftList ? leftList : null;
            default:
                return shape.Kind == ShapeKind.Scalar ? value : null;
        }
    }

    private static JsonObject MergeMap(JsonObject? live, JsonObject? config, Shape shape)
    {
        var merged = new JsonObjectBuilder();
        foreach (var entry in live ?? JsonObject.Empty)
        {
            if (Merge(entry.Value, config?[entry.Key], shape.Entry(entry.Key) ?? Shape.Any) is { } value)
            {
                merged.Add(entry.Key, value);
            }
        }

        foreach (var entry in config ?? JsonObject.Empty)
        {
            if (live?.ContainsKey(entry.Key) != true && Merge(null, entry.Value, shape.Entry(entry.Key) ?? Shape.Any) is { } value)
            {
                merged.Add(entry.Key, value);
            }
        }

        return merged.Build();
    }

    /// <summary>Items keep the live order, except that those the configuration names follow its order among themselves.</summary>
    private static JsonArray MergeList(JsonArray? live, JsonArray? config, Shape shape)
    {
        var ofLive = ListIndex.Of(live, shape);
        var ofConfig = ListIndex.Of(config, shape);
        var shared = new Queue<string>(ofConfig.Order.Where(ofLive.Has));
        var next = shared.Count > 0 ? shared.Dequeue() : null;
        var merged = new List<JsonValue>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        int l = 0, c = 0;
        while (l < ofLive.Order.Count || c < ofConfig.Order.Count)
        {
            if (l < ofLive.Order.Count && c < ofConfig.Order.Count)
            {
                var element = ofLive.Order[l];
                if (element == ofConfig.Order[c])
                {
                    Take(element);
                    l++;
                    c++;
                    next = shared.Count > 0 ? shared.Dequeue() : null;
                    continue;
                }

                if (ofConfig.Has(element) && next is not null && next != element)
                {
                    // In both, but its turn comes later.
                    l++;
                    continue;
                }
            }

            if (l < ofLive.Order.Count)
            {
                var element = ofLive.Order[l];
                if (!ofConfig.Has(element))
                {
                    Put(Merge(live![l], null, shape.Element ?? Shape.Any));
                    l++;
                    continue;
                }

                if (done.Contains(element))
                {
                    l++;
                }
            }

            if (c < ofConfig.Order.Count)
            {
                var element = ofConfig.Order[c];
                Take(element);
                c++;
                if (next == element)
                {
                    next = shared.Count > 0 ? shared.Dequeue() : null;
                }
            }
        }

        return JsonArray.From(merged);

        void Take(string element)
        {
            done.Add(element);
            Put(Merge(ofLive.Single(element), ofConfig.Single(element), shape.Element ?? Shape.Any));
        }

        void Put(JsonValue? value)
        {
            if (value is not null)
            {
                merged.Add(value);
            }
        }
    }

    private static JsonObject RemoveFromMap(JsonObject map, FieldSet remove, Shape shape)
    {
        var left = new JsonObjectBuilder();
        foreach (var entry in map)
        {
            var element = PathElement.Field(entry.Key);
            if (remove.Has(element))
            {
                continue;
            }

            var below = remove.Below(element);
            // An object that loses all it has becomes null, not empty: the real server does so.
            left.Add(entry.Key, below.IsEmpty ? entry.Value : Remove(entry.Value, below, shape.Entry(entry.Key) ?? Shape.Any) ?? JsonValue.Null);
        }

        return left.Build();
    }

    private static JsonArray RemoveFromList(JsonArray list, FieldSet remove, Shape shape)
    {
        var left = new List<JsonValue>();
        for (var i = 0; i < list.Count; i++)
        {
            var element = PathElement.Item(shape, i, list[i], out _);
            if (element is not null && remove.Has(element))
            {
                continue;
            }

            var below = element is null ? FieldSet.Empty : remove.Below(element);
            left.Add(below.IsEmpty ? list[i] : Remove(list[i], below, shape.Element ?? Shape.Any) ?? JsonValue.Null);
        }

        return JsonArray.From(left);
    }
}
