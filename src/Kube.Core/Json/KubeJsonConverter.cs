using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Kube.Json;

/// <summary>Lets <see cref="JsonSerializer"/> read and write a type that reads and writes itself.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class KubeJsonConverter<T> : JsonConverter<T> where T : IKubeJson<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var scope = JsonSharing.Suspend();
        return T.ReadJson(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => ConverterBridge.Write<T, SelfCodec<T>>(writer, value);
}

/// <summary>Lets <see cref="JsonSerializer"/> use a codec.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
public sealed class CodecConverter<T, TCodec> : JsonConverter<T> where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var scope = JsonSharing.Suspend();
        return TCodec.Read(ref reader);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => ConverterBridge.Write<T, TCodec>(writer, value);

    /// <summary>What a resolver answers for <typeparamref name="T"/>.</summary>
    public static JsonTypeInfo TypeInfo(JsonSerializerOptions options) =>
        JsonMetadataServices.CreateValueInfo<T>(options, new CodecConverter<T, TCodec>());
}
