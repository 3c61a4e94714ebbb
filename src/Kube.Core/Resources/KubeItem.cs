using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Kube;

/// <summary>Reads one object of a list or a watch so that a bad one harms only itself.</summary>
internal static class KubeItem
{
    /// <summary>Reads an object; when it does not fit, moves over it and says why.</summary>
    /// <exception cref="JsonException">The text is not JSON: there is no telling where the object ends.</exception>
    public static bool TryRead<T>(ref Utf8JsonReader reader, WatchEventType? eventType, [NotNullWhen(true)] out T? item, [NotNullWhen(false)] out InvalidItem? invalid)
        where T : class, IKubeJson<T>
    {
        var start = reader;
        try
        {
            item = T.ReadJson(ref reader);
            invalid = null;
            return true;
        }
        catch (Exception e) when (e is JsonException or KubeSerializationException)
        {
            item = null;
            // Throws again where the fault is in the JSON itself.
            reader = start;
            invalid = Invalid<T>(JsonElement.ParseValue(ref reader), e, eventType);
            return false;
        }
    }

    /// <summary>What stands for an object that does not fit, given what reading it in its surroundings threw.</summary>
    public static InvalidItem Invalid<T>(JsonElement json, Exception fault, WatchEventType? eventType) where T : class, IKubeJson<T> =>
        InvalidItem.From(json, Relocate<T>(json, fault), typeof(T).Name, eventType);

    /// <summary>The items of a typed list leave out what the list says already; objects that learn their type at run time must be told.</summary>
    public static IReadOnlyList<T> Identify<T>(List<T> items, string? listApiVersion, string? listKind) where T : class
    {
        if (items.Count == 0 || items[0] is not IIdentifiedByList<T> || listApiVersion is null || listKind is null || !listKind.EndsWith("List", StringComparison.Ordinal)) return items;
        var kind = listKind[..^"List".Length];
        // A plain "List" holds objects of any type, which say what they are.
        if (kind.Length == 0) return items;
        for (var i = 0; i < items.Count; i++) items[i] = ((IIdentifiedByList<T>)items[i]).WithIdentity(listApiVersion, kind);
        return items;
    }

    // Read alone, the fault's path is that within the object, and the message names the object.
    private static Exception Relocate<T>(JsonElement json, Exception fault) where T : class, IKubeJson<T>
    {
        try
        {
            Kube.Json.KubeJson.Deserialize<T>(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
            return fault;
        }
        catch (KubeSerializationException located)
        {
            return located;
        }
    }
}

/// <summary>An object whose type is known at run time only, and left out in items of lists.</summary>
internal interface IIdentifiedByList<T>
{
    /// <summary>The same object with <c>apiVersion</c> and <c>kind</c>, where it has none.</summary>
    T WithIdentity(string apiVersion, string kind);
}
