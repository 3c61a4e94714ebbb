using System.Text.Json;

namespace Kube.Json;

/// <summary>Which item of a changed list was which item before.</summary>
/// <remarks>
/// By the key that tells the items apart, where they have one (<c>name</c> of containers, <c>type</c> of conditions). Else items that are equal are
/// the same, and what remains is paired in order when as many remain on both sides. Anything else counts as new.
/// </remarks>
internal static class ListPairs
{
    // The merge keys of Kubernetes' own lists, the most telling first.
    private static readonly string[] Keys = ["name", "key", "type", "mountPath", "devicePath", "containerPort", "port", "ip", "uid", "topologyKey"];

    /// <summary>For each item now, the index it had before, or -1.</summary>
    public static int[] Find(JsonElement[] before, JsonElement[] now)
    {
        foreach (var key in Keys)
        {
            if (TryIndex(before, key, out var old) && TryIndex(now, key, out _))
                return [.. now.Select(item => old.TryGetValue(item.GetProperty(key).GetRawText(), out var at) ? at : -1)];
        }
        return InOrder(before, now);
    }

    private static bool TryIndex(JsonElement[] items, string key, out Dictionary<string, int> index)
    {
        index = new(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].ValueKind != JsonValueKind.Object || !items[i].TryGetProperty(key, out var value) || !index.TryAdd(value.GetRawText(), i)) return false;
        }
        return true;
    }

    private static int[] InOrder(JsonElement[] before, JsonElement[] now)
    {
        var pairs = new int[now.Length];
        var free = Enumerable.Range(0, before.Length).ToList();
        for (var i = 0; i < now.Length; i++)
        {
            var at = free.FindIndex(b => JsonElement.DeepEquals(before[b], now[i]));
            pairs[i] = at < 0 ? -1 : free[at];
            if (at >= 0) free.RemoveAt(at);
        }
        if (free.Count != pairs.Count(p => p < 0)) return pairs;
        var next = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            if (pairs[i] < 0) pairs[i] = free[next++];
        }
        return pairs;
    }
}
