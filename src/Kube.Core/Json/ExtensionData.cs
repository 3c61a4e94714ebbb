using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kube.Json;

/// <summary>Properties that no member of a type takes, kept in the member that <c>[JsonExtensionData]</c> marks.</summary>
public static class ExtensionData
{
    /// <summary>The properties as values of type <see cref="object"/>.</summary>
    public static Dictionary<string, object> Objects(Dictionary<string, JsonElement> unknown) =>
        unknown.ToDictionary(entry => entry.Key, object (entry) => entry.Value, StringComparer.Ordinal);

    /// <summary>The properties as a tree.</summary>
    public static JsonObject Tree(Dictionary<string, JsonElement> unknown)
    {
        var tree = new JsonObject();
        foreach (var (name, value) in unknown)
        {
            tree[name] = value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.Object => JsonObject.Create(value),
                JsonValueKind.Array => JsonArray.Create(value),
                _ => JsonValue.Create(value),
            };
        }
        return tree;
    }

    /// <summary>Writes the properties into the object that is being written.</summary>
    public static void Write(KubeJsonWriter writer, IEnumerable<KeyValuePair<string, JsonElement>>? unknown)
    {
        foreach (var (name, value) in unknown ?? [])
        {
            writer.WritePropertyName(name);
            ElementCodec.Write(writer, value);
        }
    }

    /// <inheritdoc cref="Write(KubeJsonWriter, IEnumerable{KeyValuePair{string, JsonElement}}?)"/>
    public static void Write(KubeJsonWriter writer, IEnumerable<KeyValuePair<string, object>>? unknown)
    {
        foreach (var (name, value) in unknown ?? [])
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else UntypedCodec.Write(writer, value);
        }
    }

    /// <inheritdoc cref="Write(KubeJsonWriter, IEnumerable{KeyValuePair{string, JsonElement}}?)"/>
    public static void Write(KubeJsonWriter writer, JsonObject? unknown)
    {
        foreach (var (name, value) in unknown ?? [])
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else NodeCodec<JsonNode>.Write(writer, value);
        }
    }
}
