namespace Kube.Schema.Json;

/// <summary>An immutable JSON tree with value equality: <see cref="JsonNull"/>, <see cref="JsonBoolean"/>, <see cref="JsonInteger"/>, <see cref="JsonDouble"/>, <see cref="JsonString"/>, <see cref="JsonArray"/> or <see cref="JsonObject"/>.</summary>
/// <remarks>
/// Equality is that of an API server: an integer never equals a double, the order of an object's members does not count, the order of an array does.
/// Trees may share parts freely; a change makes a new tree that shares all it did not touch.
/// </remarks>
public abstract class JsonValue : IEquatable<JsonValue>
{
    private protected JsonValue()
    {
    }

    /// <summary>What this value is.</summary>
    public abstract JsonKind Kind { get; }

    /// <summary>Whether this is <c>null</c>.</summary>
    public bool IsNull => Kind == JsonKind.Null;

    /// <summary><c>null</c>.</summary>
    public static JsonValue Null => JsonNull.Instance;

    /// <summary>The one value of <paramref name="value"/>.</summary>
    public static JsonValue Of(bool value) => value ? JsonBoolean.True : JsonBoolean.False;

    /// <summary>The integer <paramref name="value"/>.</summary>
    public static JsonValue Of(long value) => JsonInteger.Of(value);

    /// <summary>The double <paramref name="value"/>, also where it is whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite: JSON has no such number.</exception>
    public static JsonValue Of(double value) => new JsonDouble(value);

    /// <summary>The string <paramref name="value"/>, or <c>null</c> for none.</summary>
    public static JsonValue Of(string? value) => value is null ? JsonNull.Instance : JsonString.Of(value);

    /// <summary>An array of <paramref name="items"/>.</summary>
    public static JsonArray Array(params JsonValue[] items) => JsonArray.Of(items);

    /// <summary>An object of <paramref name="members"/> in this order.</summary>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public static JsonObject Object(params (string Key, JsonValue Value)[] members) => JsonObject.Of(members);

    /// <summary>Reads one JSON document.</summary>
    /// <exception cref="JsonParseException">It is not JSON, is nested too deeply, or has a key twice; says where, counted in characters.</exception>
    public static JsonValue Parse(string json, JsonParseOptions? options = null) => JsonReader.Parse(json, options ?? JsonParseOptions.Default);

    /// <summary>Reads one JSON document of UTF-8 bytes. Bytes that are not UTF-8 become U+FFFD, as in Go.</summary>
    /// <exception cref="JsonParseException">It is not JSON, is nested too deeply, or has a key twice; says where, counted in bytes.</exception>
    public static JsonValue Parse(byte[] utf8, JsonParseOptions? options = null) => JsonReader.Parse(utf8, options ?? JsonParseOptions.Default);

#if NET
    /// <inheritdoc cref="Parse(byte[], JsonParseOptions?)"/>
    public static JsonValue Parse(ReadOnlySpan<byte> utf8, JsonParseOptions? options = null) => JsonReader.Parse(utf8, options ?? JsonParseOptions.Default);
#endif

    /// <summary>This value as JSON text, numbers written as Go writes them; compact, or indented by two spaces.</summary>
    public string ToJson(bool indented = false)
    {
        var writer = new JsonWriter(indented);
        writer.Write(this);
        return writer.ToText();
    }

    /// <summary>This value as UTF-8 JSON, without a byte order mark.</summary>
    public byte[] ToUtf8Json(bool indented = false)
    {
        var writer = new JsonWriter(indented);
        writer.Write(this);
        return writer.ToArray();
    }

    /// <summary>Writes this value as compact UTF-8 JSON to <paramref name="stream"/>.</summary>
    public void WriteTo(Stream stream)
    {
        var writer = new JsonWriter(indented: false);
        writer.Write(this);
        writer.CopyTo(stream);
    }

    /// <summary>Compact JSON.</summary>
    public sealed override string ToString() => ToJson();

    /// <summary>Whether both are the same JSON value (see the remarks on <see cref="JsonValue"/>).</summary>
    public abstract bool Equals(JsonValue? other);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public abstract override int GetHashCode();

    /// <summary>Whether both are the same JSON value.</summary>
    public static bool operator ==(JsonValue? left, JsonValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(JsonValue? left, JsonValue? right) => !(left == right);

    /// <summary>A JSON string, or <c>null</c> for none.</summary>
    public static implicit operator JsonValue(string? value) => Of(value);

    /// <summary>A JSON integer.</summary>
    public static implicit operator JsonValue(long value) => Of(value);

    /// <summary>A JSON integer.</summary>
    public static implicit operator JsonValue(int value) => Of((long)value);

    /// <summary>A JSON double.</summary>
    public static implicit operator JsonValue(double value) => Of(value);

    /// <summary>A JSON boolean.</summary>
    public static implicit operator JsonValue(bool value) => Of(value);
}
