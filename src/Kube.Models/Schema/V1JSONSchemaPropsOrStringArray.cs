using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>A schema, or names of properties: <c>dependencies</c>, which a CRD's schema does not allow.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1JSONSchemaPropsOrStringArray>))]
public sealed record V1JSONSchemaPropsOrStringArray : IKubeJson<V1JSONSchemaPropsOrStringArray>
{
    /// <summary>A schema.</summary>
    public V1JSONSchemaPropsOrStringArray(V1JSONSchemaProps schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
    }

    /// <summary>Names of properties.</summary>
    public V1JSONSchemaPropsOrStringArray(IReadOnlyList<string> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        Properties = properties;
    }

    /// <summary>The schema; <see langword="null"/> where it is names.</summary>
    public V1JSONSchemaProps? Schema { get; }

    /// <summary>The names; <see langword="null"/> where it is a schema.</summary>
    public IReadOnlyList<string>? Properties { get; }

    static V1JSONSchemaPropsOrStringArray IKubeJson<V1JSONSchemaPropsOrStringArray>.ReadJson(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => new(ArrayCodec<string, StringCodec>.Read(ref reader)),
        JsonTokenType.StartObject => new(SelfCodec<V1JSONSchemaProps>.Read(ref reader)),
        _ => throw JsonRead.Unexpected(ref reader, "a schema or an array of names"),
    };

    static void IKubeJson<V1JSONSchemaPropsOrStringArray>.WriteJson(KubeJsonWriter writer, V1JSONSchemaPropsOrStringArray value)
    {
        if (value.Properties is { } properties) ArrayCodec<string, StringCodec>.Write(writer, properties);
        else SelfCodec<V1JSONSchemaProps>.Write(writer, value.Schema!);
    }
}
