using System.Text.Json;

namespace Kube.Json;

/// <summary>Reads and writes values of one type as JSON, without state.</summary>
/// <remarks>
/// Implementations are empty structs: as type arguments they cost nothing at run time, and codecs compose
/// (<c>ArrayCodec&lt;string, StringCodec&gt;</c>). Generated code calls <see cref="Read"/> and <see cref="Write"/> directly.
/// </remarks>
/// <typeparam name="T">The type read and written.</typeparam>
public interface IJsonCodec<T>
{
    /// <summary>Reads a value. The reader stands on the value's first token and is left on its last.</summary>
    /// <exception cref="JsonException">The value does not fit <typeparamref name="T"/>.</exception>
    static abstract T Read(ref Utf8JsonReader reader);

    /// <summary>Writes a value.</summary>
    static abstract void Write(KubeJsonWriter writer, T value);
}

/// <summary>Reads and writes values of one type as property names of a JSON object.</summary>
/// <typeparam name="TKey">The type read and written.</typeparam>
public interface IJsonKeyCodec<TKey> where TKey : notnull
{
    /// <summary>Reads a key; the reader stands on the property name and is left there.</summary>
    /// <exception cref="JsonException">The name does not fit <typeparamref name="TKey"/>.</exception>
    static abstract TKey ReadKey(ref Utf8JsonReader reader);

    /// <summary>Writes a key as a property name.</summary>
    static abstract void WriteKey(KubeJsonWriter writer, TKey key);
}

/// <summary>The codec of a type that reads and writes itself.</summary>
/// <typeparam name="T">The type read and written.</typeparam>
public readonly struct SelfCodec<T> : IJsonCodec<T> where T : IKubeJson<T>
{
    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader) => T.ReadJson(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value) => T.WriteJson(writer, value);
}

/// <summary>Calls a codec that serves several types by the one wanted, so that its methods can be named.</summary>
/// <typeparam name="T">The type wanted.</typeparam>
/// <typeparam name="TCodec">A codec of it.</typeparam>
public readonly struct AsCodec<T, TCodec> : IJsonCodec<T> where TCodec : struct, IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T Read(ref Utf8JsonReader reader) => TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, T value) => TCodec.Write(writer, value);
}
