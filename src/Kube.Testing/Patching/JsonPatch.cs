using System.Globalization;
using Kube.Schema.Json;

namespace Kube.Testing.Patching;

/// <summary>A JSON patch that cannot be applied to its target.</summary>
internal sealed class JsonPatchException(string message) : Exception(message);

/// <summary>A JSON patch that is none: the document is malformed.</summary>
internal sealed class JsonPatchFormatException(string message) : Exception(message);

/// <summary>JSON patch (RFC 6902), with the liberties of the real server's library: negative indexes count from the end, a <c>test</c> of a missing path against null holds.</summary>
internal static class JsonPatch
{
    public static JsonValue Apply(JsonValue target, JsonValue patch)
    {
        if (patch is not JsonArray operations)
        {
            throw new JsonPatchFormatException("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }

        foreach (var item in operations)
        {
            if (item is not JsonObject operation)
            {
                throw new JsonPatchFormatException("json: cannot unmarshal value into Go value of type jsonpatch.Operation");
            }

            target = ApplyOne(target, operation);
        }

        return target;
    }

    private static JsonValue ApplyOne(JsonValue target, JsonObject operation)
    {
        var kind = operation.GetString("op");
        var path = Pointer(operation, "path");
        switch (kind)
        {
            case "add":
                return Add(target, path, Value(operation));
            case "remove":
                return Remove(target, path, out _);
            case "replace":
                var value = Value(operation);
                return Change("replace", target, path, 0, (container, last) => Replace(container, last, value));
            case "move":
                var without = Remove(target, Pointer(operation, "from"), out var moved);
                return Add(without, path, moved);
            case "copy":
                return Add(target, path, Find(target, Pointer(operation, "from")) ?? JsonValue.Null);
            case "test":
                var expected = operation["value"] ?? JsonValue.Null;
                var actual = Find(target, path) ?? JsonValue.Null;
                return actual.Equals(expected) ? target : throw new JsonPatchException($"testing value {operation.GetString("path")} failed: test failed");
            default:
                throw new JsonPatchException($"Unexpected kind: {kind}");
        }
    }

    private static JsonValue Value(JsonObject operation) => operation["value"] ?? JsonValue.Null;

    private static string[] Pointer(JsonObject operation, string field)
    {
        var text = operation.GetString(field) ?? throw new JsonPatchException($"{operation.GetString("op")} operation has no {field}");
        // What stands before the first slash is not looked at: "spec/replicas" means "/replicas".
        return text.Length == 0 ? [] : [.. text.Split('/').Skip(1).Select(Unescape)];
    }

    private static string Unescape(string token) => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static JsonValue Add(JsonValue target, string[] path, JsonValue value) =>
        path.Length == 0
            ? throw new JsonPatchException("the whole document cannot be replaced")
            : Change("add", target, path, 0, (container, last) => container switch
            {
                JsonObject map => map.With(last, value),
                JsonArray list => last == "-" ? list.Add(value) : list.Insert(Index(list, last, forInsert: true), value),
                _ => throw new JsonPatchException("add operation does not apply: the parent is neither an object nor an array"),
            });

    private static JsonValue Replace(JsonValue container, string last, JsonValue value) => container switch
    {
        JsonObject map => map.With(last, value),
        JsonArray list => list.SetItem(Index(list, last, forInsert: false), value),
        _ => throw new JsonPatchException($"replace operation does not apply: doc is missing key: {last}: missing value"),
    };

    private static JsonValue Remove(JsonValue target, string[] path, out JsonValue removed)
    {
        JsonValue? taken = null;
        if (path.Length == 0)
        {
            throw new JsonPatchException("remove operation does not apply: the whole document cannot be removed");
        }

        var result = Change("remove", target, path, 0, (container, last) =>
        {
            switch (container)
            {
                case JsonObject map:
                    taken = map[last] ?? throw new JsonPatchException($"error in remove for path: '/{string.Join('/', path)}': Unable to remove nonexistent key: {last}: missing value");
                    return map.Without(last);
                case JsonArray list:
                    var index = Index(list, last, forInsert: false);
                    taken = list[index];
                    return list.RemoveAt(index);
                default:
                    throw new JsonPatchException("remove operation does not apply: the parent is neither an object nor an array");
            }
        });
        removed = taken!;
        return result;
    }

    /// <summary>Rebuilds the way down to the container of the last token, changed by <paramref name="change"/>.</summary>
    private static JsonValue Change(string operation, JsonValue target, string[] path, int at, Func<JsonValue, string, JsonValue> change)
    {
        if (path.Length == 0)
        {
            throw new JsonPatchException("the operation needs a path");
        }

        if (at == path.Length - 1)
        {
            return change(target, path[at]);
        }

        switch (target)
        {
            case JsonObject map when map[path[at]] is { } child:
                return map.With(path[at], Change(operation, child, path, at + 1, change));
            case JsonArray list:
                var index = Index(list, path[at], forInsert: false);
                return list.SetItem(index, Change(operation, list[index], path, at + 1, change));
            default:
                throw new JsonPatchException($"{operation} operation does not apply: doc is missing path: \"/{string.Join("/", path)}\": missing value");
        }
    }

    private static JsonValue? Find(JsonValue target, string[] path)
    {
        foreach (var token in path)
        {
            switch (target)
            {
                case JsonObject map when map[token] is { } child:
                    target = child;
                    break;
                case JsonArray list when TryIndex(list, token, list.Count - 1, out var index):
                    target = list[index];
                    break;
                default:
                    return null;
            }
        }

        return target;
    }

    private static int Index(JsonArray list, string token, bool forInsert) =>
        TryIndex(list, token, forInsert ? list.Count : list.Count - 1, out var index)
            ? index
            : throw new JsonPatchException($"Unable to access invalid index: {token}: invalid index referenced");

    private static bool TryIndex(JsonArray list, string token, int maximum, out int index)
    {
        if (!int.TryParse(token, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
        {
            return false;
        }

        // Negative indexes count from the end; for an insertion -1 is the place after the last item.
        index = index < 0 ? maximum + 1 + index : index;
        return index >= 0 && index <= maximum;
    }
}
