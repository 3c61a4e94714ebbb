namespace Kube.Schema.Json;

/// <summary>Makes a <see cref="JsonObject"/> member by member. Not thread-safe.</summary>
public sealed class JsonObjectBuilder
{
    private readonly List<KeyValuePair<string, JsonValue>> _members;

    // Where each key stands; made when there are too many to look through, and anew after one was taken out.
    private Dictionary<string, int>? _positions;

    /// <summary>An empty builder.</summary>
    public JsonObjectBuilder() => _members = [];

    /// <summary>A builder that starts with the members of <paramref name="start"/>.</summary>
    public JsonObjectBuilder(JsonObject start)
    {
        _members = new(start.Count + 1);
        foreach (var member in start)
        {
            _members.Add(member);
        }
    }

    /// <summary>How many members there are so far.</summary>
    public int Count => _members.Count;

    /// <summary>The value under <paramref name="key"/>, or a null reference. Setting replaces in place or appends.</summary>
    public JsonValue? this[string key]
    {
        get => IndexOf(key) is var at and >= 0 ? _members[at].Value : null;
        set
        {
            if (value is null)
            {
                Remove(key);
            }
            else if (IndexOf(key) is var at and >= 0)
            {
                _members[at] = new(key, value);
            }
            else
            {
                Append(key, value);
            }
        }
    }

    /// <summary>Appends a member.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public JsonObjectBuilder Add(string key, JsonValue value)
    {
        _ = value ?? throw new ArgumentNullException(nameof(value), $"The value of \"{key}\" is a null reference; JSON's null is JsonValue.Null.");
        if (IndexOf(key) >= 0)
        {
            throw new ArgumentException($"The key \"{key}\" stands twice.", nameof(key));
        }

        Append(key, value);
        return this;
    }

    /// <summary>Takes a member out; false where there is none.</summary>
    public bool Remove(string key)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            return false;
        }

        _members.RemoveAt(at);
        _positions = null;
        return true;
    }

    /// <summary>The object as it stands. The builder may be used further.</summary>
    public JsonObject Build() => JsonObject.Own(_members.ToArray(), null);

    private void Append(string key, JsonValue value)
    {
        _positions?.Add(key, _members.Count);
        _members.Add(new(key, value));
    }

    private int IndexOf(string key)
    {
        _ = key ?? throw new ArgumentNullException(nameof(key));
        if (_members.Count < JsonObject.IndexedFrom)
        {
            for (var i = 0; i < _members.Count; i++)
            {
                if (string.Equals(_members[i].Key, key, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            return -1;
        }

        if (_positions is null)
        {
            _positions = new(_members.Count * 2, StringComparer.Ordinal);
            for (var i = 0; i < _members.Count; i++)
            {
                _positions.Add(_members[i].Key, i);
            }
        }

        return _positions.TryGetValue(key, out var at) ? at : -1;
    }
}
