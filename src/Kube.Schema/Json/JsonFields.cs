using Kube.Schema.Validation;

namespace Kube.Schema.Json;

/// <summary>Reads the fields of one object into typed data as Go's decoder does: null is absent, a wrong type is an error, what nobody asked for is told.</summary>
internal sealed class JsonFields
{
    private readonly JsonObject _object;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly ICollection<string> _unknown;

    public JsonFields(JsonValue value, FieldPath path, ICollection<string> unknown)
    {
        Path = path;
        _unknown = unknown;
        _object = value switch
        {
            JsonObject members => members,
            JsonNull => JsonObject.Empty,
            _ => throw Wrong(path, value, "an object"),
        };
    }

    public FieldPath Path { get; }

    public JsonValue? Any(string key)
    {
        _known.Add(key);
        return _object[key] is { IsNull: false } value ? value : null;
    }

    /// <summary>A string for which empty is the same as absent.</summary>
    public string? Text(string key) => Given(key) is { Length: > 0 } text ? text : null;

    /// <summary>A string that may be given and empty.</summary>
    public string? Given(string key) => Any(key) switch
    {
        null => null,
        JsonString text => text.Value,
        var other => throw Wrong(Path.Child(key), other, "a string"),
    };

    public bool? Flag(string key) => Any(key) switch
    {
        null => null,
        JsonBoolean flag => flag.Value,
        var other => throw Wrong(Path.Child(key), other, "true or false"),
    };

    public long? Integer(string key) => Any(key) switch
    {
        null => null,
        JsonInteger integer => integer.Value,
        var other => throw Wrong(Path.Child(key), other, "an integer"),
    };

    public int? Int32(string key) => Integer(key) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var value => (int)value,
        var value => throw new JsonShapeException(Path.Child(key), $"{value} does not fit 32 bits"),
    };

    public double? Number(string key) => Any(key) switch
    {
        null => null,
        JsonInteger integer => integer.Value,
        JsonDouble number => number.Value,
        var other => throw Wrong(Path.Child(key), other, "a number"),
    };

    public JsonObject? Object(string key) => Any(key) switch
    {
        null => null,
        JsonObject members => members,
        var other => throw Wrong(Path.Child(key), other, "an object"),
    };

    /// <summary>The object under <paramref name="key"/> read by <paramref name="read"/>.</summary>
    public T? One<T>(string key, Func<JsonFields, T> read)
        where T : class =>
        Any(key) is { } value ? Nested(value, Path.Child(key), read) : null;

    public EquatableArray<string> Texts(string key) => Items(key, (value, path) => value switch
    {
        JsonString text => text.Value,
        JsonNull => "",
        _ => throw Wrong(path, value, "a string"),
    });

    public EquatableArray<T> Items<T>(string key, Func<JsonFields, T> read) => Items(key, (value, path) => Nested(value, path, read));

    public EquatableArray<T> Items<T>(string key, Func<JsonValue, FieldPath, T> read) => Any(key) switch
    {
        null => default,
        JsonArray items => new([.. items.Select((item, index) => read(item, Path.Child(key).Index(index)))]),
        var other => throw Wrong(Path.Child(key), other, "a list"),
    };

    public EquatableMap<T> Entries<T>(string key, Func<JsonFields, T> read) => Entries(key, (value, path) => Nested(value, path, read));

    public EquatableMap<T> Entries<T>(string key, Func<JsonValue, FieldPath, T> read) =>
        Object(key) is { } members ? Entries(members, Path.Child(key), read) : default;

    private static EquatableMap<T> Entries<T>(JsonObject members, FieldPath path, Func<JsonValue, FieldPath, T> read)
    {
        var entries = new KeyValuePair<string, T>[members.Count];
        var at = 0;
        foreach (var member in members)
        {
            entries[at++] = new(member.Key, read(member.Value, path.Child(member.Key)));
        }

        return new(entries);
    }

    /// <summary>Reads <paramref name="value"/> as an object and tells what <paramref name="read"/> did not ask for.</summary>
    public T Nested<T>(JsonValue value, FieldPath path, Func<JsonFields, T> read) => Read(value, path, _unknown, read);

    public static T Read<T>(JsonValue value, FieldPath path, ICollection<string> unknown, Func<JsonFields, T> read)
    {
        var fields = new JsonFields(value, path, unknown);
        var result = read(fields);
        foreach (var key in fields._object.Keys)
        {
            if (!fields._known.Contains(key))
            {
                unknown.Add(path.Child(key).ToString());
            }
        }

        return result;
    }

    /// <summary>Like <see cref="Read"/>, with an unknown field as an error.</summary>
    public static T ReadStrict<T>(JsonValue value, Func<JsonFields, T> read)
    {
        var unknown = new List<string>();
        var result = Read(value, FieldPath.Root, unknown, read);
        return unknown.Count == 0
            ? result
            : throw new JsonShapeException(FieldPath.Of(unknown[0]), "there is no such field; take it out or mend its name");
    }

    public static JsonShapeException Wrong(FieldPath path, JsonValue value, string expected) =>
        new(path, $"{expected} should stand here, not {value.Kind.ToString().ToLowerInvariant()}");
}
