using System.Text.Json;

namespace Kube.Json;

/// <summary>A value type or <c>null</c>.</summary>
/// <typeparam name="T">The value type.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
public readonly struct NullableCodec<T, TCodec> : IJsonCodec<T?> where T : struct where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref Utf8JsonReader reader) => JsonRead.IsNull(ref reader) ? null : TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T? value)
    {
        if (value is { } present) TCodec.Write(writer, present);
        else writer.WriteNullValue();
    }
}

/// <summary>A reference type or <c>null</c>.</summary>
/// <typeparam name="T">The reference type.</typeparam>
/// <typeparam name="TCodec">Its codec.</typeparam>
public readonly struct OrNullCodec<T, TCodec> : IJsonCodec<T?> where T : class where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref Utf8JsonReader reader) => JsonRead.IsNull(ref reader) ? null : TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T? value)
    {
        if (value is not null) TCodec.Write(writer, value);
        else writer.WriteNullValue();
    }
}
