using System.Runtime.InteropServices;
using System.Text.Json;
using Kube.Json;

namespace Kube;

public sealed partial class DynamicResource
{
    private static readonly HashSet<string> KnownMetadata = new(StringComparer.Ordinal)
    {
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    };

    /// <inheritdoc/>
    public static DynamicResource ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        return JsonSharing.TryGetRest(ref reader, out var rest) ? ReadBytes(ref reader, rest) : ReadElement(ref reader);
    }

    /// <summary>Reads identity and metadata, and keeps the bytes.</summary>
    private static DynamicResource ReadBytes(ref Utf8JsonReader reader, ReadOnlySpan<byte> rest)
    {
        string? apiVersion = null, kind = null;
        ObjectMeta? metadata = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("kind"u8): kind = JsonRead.IsNull(ref reader) ? "" : StringCodec.Read(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = JsonRead.IsNull(ref reader) ? null : ObjectMeta.ReadJson(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = JsonRead.IsNull(ref reader) ? "" : StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        JsonSharing.TryGetRest(ref reader, out var end);
        return new(rest[..(rest.Length - end.Length + 1)].ToArray(), apiVersion, kind, metadata ?? new());
    }

    private static DynamicResource ReadElement(ref Utf8JsonReader reader)
    {
        var start = reader;
        var root = JsonElement.ParseValue(ref reader);
        var metadata = root.TryGetProperty("metadata"u8, out var element) && element.ValueKind != JsonValueKind.Null ? ReadMetadata(element, start) : new ObjectMeta();
        return new(root, Text(root, "apiVersion"u8, start), Text(root, "kind"u8, start), metadata);
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, DynamicResource value) => value.WriteTo(writer);

    private void WriteTo(KubeJsonWriter writer)
    {
        if (_hasIdentity)
        {
            if (_utf8 is { } utf8) writer.WriteRawValue(utf8);
            else writer.WriteElement(Root);
            return;
        }
        writer.WriteStartObject();
        if (ApiVersion.Length > 0) writer.WriteString("apiVersion"u8, ApiVersion);
        if (Kind.Length > 0) writer.WriteString("kind"u8, Kind);
        if (_utf8 is { } members && _hasNoIdentity)
        {
            writer.WriteRawMembers(members.AsSpan(1, members.Length - 2));
            writer.WriteEndObject();
            return;
        }
        foreach (var member in Root.EnumerateObject())
        {
            if (member.Name is "apiVersion" or "kind") continue;
            writer.WritePropertyName(member.Name);
            writer.WriteElement(member.Value);
        }
        writer.WriteEndObject();
    }

    private void WriteIdentified(Utf8JsonWriter writer, IEnumerable<JsonProperty> members, Action<Utf8JsonWriter> metadata)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, ApiVersion);
        writer.WriteString("kind"u8, Kind);
        writer.WritePropertyName("metadata"u8);
        metadata(writer);
        foreach (var member in members)
        {
            if (member.Name is not ("apiVersion" or "kind" or "metadata")) member.WriteTo(writer);
        }
        writer.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter writer, ObjectMeta metadata)
    {
        writer.WriteStartObject();
        foreach (var member in JsonEdit.Of(metadata).EnumerateObject()) member.WriteTo(writer);
        if (Root.TryGetProperty("metadata"u8, out var old) && old.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in old.EnumerateObject())
            {
                if (!KnownMetadata.Contains(member.Name)) member.WriteTo(writer);
            }
        }
        writer.WriteEndObject();
    }

    private static ObjectMeta ReadMetadata(JsonElement element, Utf8JsonReader start)
    {
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element), new JsonReaderOptions { MaxDepth = KubeJson.MaxDepth });
        reader.Read();
        try
        {
            return ObjectMeta.ReadJson(ref reader);
        }
        catch (JsonException)
        {
            // Read again in the document itself, so that the fault says where in it.
            MoveTo("metadata"u8, ref start);
            return ObjectMeta.ReadJson(ref start);
        }
    }

    private static string Text(JsonElement root, ReadOnlySpan<byte> name, Utf8JsonReader start)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return "";
        if (value.ValueKind == JsonValueKind.String) return value.GetString()!;
        MoveTo(name, ref start);
        throw JsonRead.Unexpected(ref start, "a string");
    }

    private static void MoveTo(ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        while (JsonRead.NextProperty(ref reader, out var property) && !property.SequenceEqual(name)) JsonRead.Skip(ref reader);
    }
}
