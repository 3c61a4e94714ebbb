using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>A schema, or whether anything is allowed: <c>additionalProperties</c> and <c>additionalItems</c>.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1JSONSchemaPropsOrBool>))]
public sealed record V1JSONSchemaPropsOrBool : IKubeJson<V1JSONSchemaPropsOrBool>
{
    /// <summary>A schema.</summary>
    public V1JSONSchemaPropsOrBool(V1JSONSchemaProps schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (Schema, Allows) = (schema, true);
    }

    /// <summary>Anything, or nothing.</summary>
    public V1JSONSchemaPropsOrBool(bool allows) => Allows = allows;

    /// <summary>The schema; <see langword="null"/> where it is a bool.</summary>
    public V1JSONSchemaProps? Schema { get; }

    /// <summary>Whether values are allowed at all; with a schema they are.</summary>
    public bool Allows { get; }

    /// <summary>A schema.</summary>
    public static implicit operator V1JSONSchemaPropsOrBool(V1JSONSchemaProps schema) => new(schema);

    /// <summary>Anything, or nothing.</summary>
    public static implicit operator V1JSONSchemaPropsOrBool(bool allows) => new(allows);

    static V1JSONSchemaPropsOrBool IKubeJson<V1JSONSchemaPropsOrBool>.ReadJson(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => new(true),
        JsonTokenType.False => new(false),
        JsonTokenType.StartObject => new(SelfCodec<V1JSONSchemaProps>.Read(ref reader)),
        _ => throw JsonRead.Unexpected(ref reader, "a schema, true or false"),
    };

    static void IKubeJson<V1JSONSchemaPropsOrBool>.WriteJson(KubeJsonWriter writer, V1JSONSchemaPropsOrBool value)
    {
        if (value.Schema is { } schema) SelfCodec<V1JSONSchemaProps>.Write(writer, schema);
        else writer.WriteBooleanValue(value.Allows);
    }
}
