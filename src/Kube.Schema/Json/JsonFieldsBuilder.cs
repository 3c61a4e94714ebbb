namespace Kube.Schema.Json;

/// <summary>Writes typed data as an object, leaving out what Go's <c>omitempty</c> leaves out: absent, false and empty fields.</summary>
internal sealed class JsonFieldsBuilder
{
    private readonly JsonObjectBuilder _object = new();

    public JsonFieldsBuilder Add(string key, JsonValue? value)
    {
        if (value is not null)
        {
            _object.Add(key, value);
        }

        return this;
    }

    public JsonFieldsBuilder Text(string key, string? value) => Add(key, string.IsNullOrEmpty(value) ? null : JsonString.Of(value!));

    public JsonFieldsBuilder Flag(string key, bool value) => Add(key, value ? JsonBoolean.True : null);

    public JsonFieldsBuilder Flag(string key, bool? value) => Add(key, value is { } flag ? JsonValue.Of(flag) : null);

    public JsonFieldsBuilder Integer(string key, long? value) => Add(key, value is { } integer ? JsonInteger.Of(integer) : null);

    /// <summary>A number that is whole and fits 64 bits is written and kept as an integer, as it comes back from text.</summary>
    public JsonFieldsBuilder Number(string key, double? value) => Add(key, value switch
    {
        null => null,
        { } number when number == Math.Floor(number) && Math.Abs(number) < 9.2e18 => JsonInteger.Of((long)number),
        { } number => new JsonDouble(number),
    });

    public JsonFieldsBuilder Texts(string key, EquatableArray<string> values) => Items(key, values, JsonString.Of);

    public JsonFieldsBuilder Items<T>(string key, EquatableArray<T> values, Func<T, JsonValue> write) =>
        Add(key, values.IsEmpty ? null : JsonArray.From(values.Select(write)));

    public JsonFieldsBuilder Entries<T>(string key, EquatableMap<T> values, Func<T, JsonValue> write) =>
        Add(key, values.IsEmpty ? null : Object(values, write));

    public JsonObject Build() => _object.Build();

    private static JsonObject Object<T>(EquatableMap<T> values, Func<T, JsonValue> write)
    {
        var members = new JsonObjectBuilder();
        foreach (var entry in values)
        {
            members.Add(entry.Key, write(entry.Value));
        }

        return members.Build();
    }
}
