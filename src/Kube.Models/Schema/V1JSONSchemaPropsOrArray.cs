using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>A schema, or one for each place: <c>items</c>. A CRD's schema allows the single one only.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1JSONSchemaPropsOrArray>))]
public sealed record V1JSONSchemaPropsOrArray : IKubeJson<V1JSONSchemaPropsOrArray>
{
    /// <summary>One schema for all items.</summary>
    public V1JSONSchemaPropsOrArray(V1JSONSchemaProps schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <summary>A schema for each place.</summary>
    public V1JSONSchemaPropsOrArray(IReadOnlyList<V1JSONSchemaProps> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        Schemas = schemas;
    }

    /// <summary>The schema of all items; <see langword="null"/> where each place has its own.</summary>
    public V1JSONSchemaProps? Schema { get; }

    /// <summary>The schemas of the places; <see langword="null"/> where there is one for all.</summary>
    public IReadOnlyList<V1JSONSchemaProps>? Schemas { get; }

    /// <summary>One schema for all items.</summary>
    public static implicit operator V1JSONSchemaPropsOrArray(V1JSONSchemaProps schema) => new(schema);

    static V1JSONSchemaPropsOrArray IKubeJson<V1JSONSchemaPropsOrArray>.ReadJson(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => new(ArrayCodec<V1JSONSchemaProps, SelfCodec<V1JSONSchemaProps>>.Read(ref reader)),
        JsonTokenType.StartObject => new(SelfCodec<V1JSONSchemaProps>.Read(ref reader)),
        _ => throw JsonRead.Unexpected(ref reader, "a schema or an array of schemas"),
    };

    static void IKubeJson<V1JSONSchemaPropsOrArray>.WriteJson(KubeJsonWriter writer, V1JSONSchemaPropsOrArray value)
    {
        if (value.Schemas is { } schemas) ArrayCodec<V1JSONSchemaProps, SelfCodec<V1JSONSchemaProps>>.Write(writer, schemas);
        else SelfCodec<V1JSONSchemaProps>.Write(writer, value.Schema!);
    }
}
