namespace Kube.Schema.Json;

/// <summary>Makes a <see cref="JsonObject"/> member by member. Not thread-safe.</summary>
public sealed class JsonObjectBuilder
{
    private readonly List<KeyValuePair<string, JsonValue>> _members;
    private readonly Dictionary<string, int> _positions;

    /// <summary>An empty builder.</summary>
    public JsonObjectBuilder()
    {
        _members = [];
        _positions = new(StringComparer.Ordinal);
    }

    /// <summary>A builder that starts with the members of <paramref name="start"/>.</summary>
    public JsonObjectBuilder(JsonObject start)
        : this()
    {
        foreach (var member in start)
        {
            Add(member.Key, member.Value);
        }
    }

    /// <summary>How many members there are so far.</summary>
    public int Count => _positions.Count;

    /// <summary>The value under <paramref name="key"/>, or a null reference. Setting replaces in place or appends.</summary>
    public JsonValue? this[string key]
    {
        get => _positions.TryGetValue(key, out var at) ? _members[at].Value : null;
        set
        {
            if (value is null)
            {
                Remove(key);
            }
            else if (_positions.TryGetValue(key, out var at))
            {
                _members[at] = new(key, value);
            }
            else
            {
                Add(key, value);
            }
        }
    }

    /// <summary>Appends a member.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public JsonObjectBuilder Add(string key, JsonValue value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value), $"The value of \"{key}\" is a null reference; JSON's null is JsonValue.Null.");
        if (_positions.ContainsKey(key))
        {
            throw new ArgumentException($"The key \"{key}\" stands twice.", nameof(key));
        }

        _positions.Add(key, _members.Count);
        _members.Add(new(key, value));
        return this;
    }

    /// <summary>Takes a member out; false where there is none.</summary>
    public bool Remove(string key)
    {
        if (!_positions.TryGetValue(key, out var at))
        {
            return false;
        }

        _positions.Remove(key);
        // A hole keeps the other positions right; Build leaves it out.
        _members[at] = default;
        return true;
    }

    /// <summary>The object as it stands. The builder may be used further.</summary>
    public JsonObject Build()
    {
        var members = _members.Count == _positions.Count ? _members.ToArray() : [.. _members.Where(member => member.Key is not null)];
        return JsonObject.Own(members, null);
    }
}
