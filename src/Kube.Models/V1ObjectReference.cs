using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>Which object.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1ObjectReference>))]
public sealed partial record V1ObjectReference : IKubeJson<V1ObjectReference>
{
    /// <summary>Its <c>apiVersion</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>A part of it, such as <c>spec.containers{name}</c>.</summary>
    public string? FieldPath { get; init; }

    /// <summary>Its kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Its version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Its UID.</summary>
    public string? Uid { get; init; }

    /// <inheritdoc/>
    public static V1ObjectReference ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? apiVersion = null;
        string? fieldPath = null;
        string? kind = null;
        string? name = null;
        string? @namespace = null;
        string? resourceVersion = null;
        string? uid = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 3 when property.SequenceEqual("uid"u8): uid = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("name"u8): name = StringCodec.Read(ref reader); break;
                case 9 when property.SequenceEqual("fieldPath"u8): fieldPath = StringCodec.Read(ref reader); break;
                case 9 when property.SequenceEqual("namespace"u8): @namespace = StringCodec.Read(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                case 15 when property.SequenceEqual("resourceVersion"u8): resourceVersion = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            ApiVersion = apiVersion,
            FieldPath = fieldPath,
            Kind = kind,
            Name = name,
            Namespace = @namespace,
            ResourceVersion = resourceVersion,
            Uid = uid,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1ObjectReference value)
    {
        writer.WriteStartObject();
        if (value.ApiVersion is { } apiVersion) writer.WriteString("apiVersion"u8, apiVersion);
        if (value.FieldPath is { } fieldPath) writer.WriteString("fieldPath"u8, fieldPath);
        if (value.Kind is { } kind) writer.WriteString("kind"u8, kind);
        if (value.Name is { } name) writer.WriteString("name"u8, name);
        if (value.Namespace is { } @namespace) writer.WriteString("namespace"u8, @namespace);
        if (value.ResourceVersion is { } resourceVersion) writer.WriteString("resourceVersion"u8, resourceVersion);
        if (value.Uid is { } uid) writer.WriteString("uid"u8, uid);
        writer.WriteEndObject();
    }
}
