using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kube.Json;

namespace Kube;

/// <summary>One operation of a JSON patch (RFC 6902).</summary>
public abstract record JsonPatchOperation
{
    private JsonPatchOperation(JsonPointer path) => Path = path;

    /// <summary>What it acts on.</summary>
    public JsonPointer Path { get; }

    /// <summary>Sets a member, or inserts into a list (<c>-</c> appends). The parent must exist.</summary>
    public static JsonPatchOperation Add(JsonPointer path, JsonPatchValue value) => new WithValue("add", path, value);

    /// <summary>Sets what exists already.</summary>
    public static JsonPatchOperation Replace(JsonPointer path, JsonPatchValue value) => new WithValue("replace", path, value);

    /// <summary>Fails the whole patch unless the value is equal.</summary>
    public static JsonPatchOperation Test(JsonPointer path, JsonPatchValue value) => new WithValue("test", path, value);

    /// <summary>Removes what exists.</summary>
    public static JsonPatchOperation Remove(JsonPointer path) => new WithoutValue(path);

    /// <summary>Moves a value.</summary>
    public static JsonPatchOperation Move(JsonPointer from, JsonPointer path) => new WithSource("move", from, path);

    /// <summary>Copies a value.</summary>
    public static JsonPatchOperation Copy(JsonPointer from, JsonPointer path) => new WithSource("copy", from, path);

    internal static byte[] Write(IReadOnlyList<JsonPatchOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var operation in operations)
            {
                writer.WriteStartObject();
                operation.WriteMembers(writer);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private protected abstract void WriteMembers(Utf8JsonWriter writer);

    private sealed record WithValue(string Operation, JsonPointer Target, JsonPatchValue Value) : JsonPatchOperation(Target)
    {
        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("op"u8, Operation);
            writer.WriteString("path"u8, Target.ToString());
            writer.WritePropertyName("value"u8);
            Value.WriteTo(writer);
        }
    }

    private sealed record WithoutValue(JsonPointer Target) : JsonPatchOperation(Target)
    {
        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("op"u8, "remove"u8);
            writer.WriteString("path"u8, Target.ToString());
        }
    }

    private sealed record WithSource(string Operation, JsonPointer From, JsonPointer Target) : JsonPatchOperation(Target)
    {
        private protected override void WriteMembers(Utf8JsonWriter writer)
        {
            writer.WriteString("op"u8, Operation);
            writer.WriteString("from"u8, From.ToString());
            writer.WriteString("path"u8, Target.ToString());
        }
    }
}

/// <summary>The value of a JSON patch operation: any JSON. Texts, numbers and booleans convert by themselves.</summary>
public readonly record struct JsonPatchValue
{
    // null stands for the JSON literal null, so that default is a value, too.
    private readonly byte[]? _json;

    private JsonPatchValue(byte[] json) => _json = json;

    /// <summary>JSON <c>null</c>.</summary>
    public static JsonPatchValue Null => default;

    /// <summary>A value that writes itself.</summary>
    public static JsonPatchValue From<T>(T value) where T : IKubeJson<T> => new(KubeJson.SerializeToUtf8Bytes(value));

    /// <summary>A value that is JSON already.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static JsonPatchValue FromJson(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json);
        while (reader.Read()) { }
        return new(utf8Json.ToArray());
    }

    /// <summary>A text.</summary>
    public static implicit operator JsonPatchValue(string? value) => value is null ? default : Write(w => w.WriteStringValue(value));

    /// <summary>A whole number.</summary>
    public static implicit operator JsonPatchValue(long value) => Write(w => w.WriteNumberValue(value));

    /// <summary>A number.</summary>
    public static implicit operator JsonPatchValue(double value) => Write(w => w.WriteNumberValue(value));

    /// <summary>A boolean.</summary>
    public static implicit operator JsonPatchValue(bool value) => Write(w => w.WriteBooleanValue(value));

    /// <summary>Any JSON.</summary>
    public static implicit operator JsonPatchValue(JsonElement value) => Write(value.WriteTo);

    /// <summary>Any JSON.</summary>
    public static implicit operator JsonPatchValue(JsonNode? value) => value is null ? default : Write(w => value.WriteTo(w));

    internal void WriteTo(Utf8JsonWriter writer)
    {
        if (_json is null) writer.WriteNullValue();
        else writer.WriteRawValue(_json, skipInputValidation: true);
    }

    /// <summary>Equal when the JSON is the same text.</summary>
    public bool Equals(JsonPatchValue other) => (_json ?? []).AsSpan().SequenceEqual(other._json ?? []);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_json ?? []);
        return hash.ToHashCode();
    }

    /// <summary>The JSON.</summary>
    public override string ToString() => _json is null ? "null" : System.Text.Encoding.UTF8.GetString(_json);

    private static JsonPatchValue Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return new(buffer.WrittenSpan.ToArray());
    }
}
