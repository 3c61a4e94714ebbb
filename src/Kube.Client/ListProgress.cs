using System.Text.Json;

namespace Kube.Client;

/// <summary>How far a collection that is read page by page has been delivered, so that reading it anew repeats nothing.</summary>
/// <remarks>Servers list in the order of namespace and name: what was delivered before is known by its place.</remarks>
internal sealed class ListProgress<T> where T : class, IKubeObject<T>
{
    private readonly HashSet<string> _nameless = new(StringComparer.Ordinal);
    private string? _last;
    private string? _resumeAfter;

    /// <summary>The collection is read from its start again.</summary>
    public void Restart() => _resumeAfter = _last ?? "";

    /// <summary>What of a page was not delivered yet; null when the page has objects, and all of them were.</summary>
    public KubeList<T>? Take(KubeList<T> page)
    {
        var rest = _resumeAfter is null ? page : page with { Items = [.. page.Items.Where(i => IsNew(PlaceOf(i)))], InvalidItems = [.. page.InvalidItems.Where(IsNew)] };
        if (rest.Items.Count > 0) Reach(PlaceOf(rest.Items[^1]));
        foreach (var item in rest.InvalidItems)
        {
            if (PlaceOf(item) is { } place) Reach(place);
            else _nameless.Add(item.Json.GetRawText());
        }
        return rest.Items.Count + rest.InvalidItems.Count > 0 || page.Items.Count + page.InvalidItems.Count == 0 ? rest : null;
    }

    private bool IsNew(string place) => string.CompareOrdinal(place, _resumeAfter) > 0;

    // One without a name has no place: its text tells whether it was there before.
    private bool IsNew(InvalidItem item) => PlaceOf(item) is { } place ? IsNew(place) : !_nameless.Contains(item.Json.GetRawText());

    private void Reach(string place)
    {
        if (string.CompareOrdinal(place, _last) > 0) _last = place;
    }

    private static string PlaceOf(T item) => $"{item.Metadata.Namespace}/{item.Metadata.Name}";

    // From the JSON, since the metadata itself may be what does not fit.
    private static string? PlaceOf(InvalidItem item) =>
        item.Json.ValueKind == JsonValueKind.Object && item.Json.TryGetProperty("metadata"u8, out var metadata) && Text(metadata, "name") is { } name ? $"{Text(metadata, "namespace")}/{name}" : null;

    private static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
