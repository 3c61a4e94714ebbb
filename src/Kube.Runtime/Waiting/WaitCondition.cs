using Kube.Json;

namespace Kube.Runtime;

/// <summary>What to wait for in an object.</summary>
/// <typeparam name="T">The resource type.</typeparam>
public sealed class WaitCondition<T> where T : class, IKubeObject<T>
{
    private readonly Func<T?, bool> _isMet;

    /// <summary>Makes a condition.</summary>
    /// <param name="description">What is waited for, for the message of a time-out.</param>
    /// <param name="isMet">Told the object, or <see langword="null"/> while there is none.</param>
    public WaitCondition(string description, Func<T?, bool> isMet)
    {
        ArgumentException.ThrowIfNullOrEmpty(description);
        ArgumentNullException.ThrowIfNull(isMet);
        Description = description;
        _isMet = isMet;
    }

    /// <summary>What is waited for.</summary>
    public string Description { get; }

    /// <summary>Whether it is so.</summary>
    public bool IsMet(T? value) => _isMet(value);

    /// <summary>Both conditions.</summary>
    public static WaitCondition<T> operator &(WaitCondition<T> a, WaitCondition<T> b) => new($"({a.Description} and {b.Description})", value => a.IsMet(value) && b.IsMet(value));

    /// <summary>Either condition.</summary>
    public static WaitCondition<T> operator |(WaitCondition<T> a, WaitCondition<T> b) => new($"({a.Description} or {b.Description})", value => a.IsMet(value) || b.IsMet(value));

    /// <summary>The opposite.</summary>
    public static WaitCondition<T> operator !(WaitCondition<T> a) => new($"not {a.Description}", value => !a.IsMet(value));

    /// <summary>Both conditions.</summary>
    public WaitCondition<T> And(WaitCondition<T> other) => this & other;

    /// <summary>Either condition.</summary>
    public WaitCondition<T> Or(WaitCondition<T> other) => this | other;

    /// <summary>The opposite.</summary>
    public WaitCondition<T> Not() => !this;
}

/// <summary>The usual conditions to wait for.</summary>
public static class WaitConditions
{
    /// <summary>The object exists.</summary>
    public static WaitCondition<T> Exists<T>() where T : class, IKubeObject<T> => new("to exist", static value => value is not null);

    /// <summary>The object is gone.</summary>
    /// <param name="uid">Its UID, so that another object of the same name counts as gone; <see langword="null"/> waits until the name is free.</param>
    public static WaitCondition<T> Deleted<T>(string? uid = null) where T : class, IKubeObject<T> =>
        new("to be gone", value => value is null || (uid is not null && value.Metadata.Uid != uid));

    /// <summary>A condition of the status has a value and is up to date with the object's generation.</summary>
    /// <param name="type">The condition's type, such as <c>Ready</c>.</param>
    /// <param name="status">Its value.</param>
    public static WaitCondition<T> Condition<T>(string type, string status = ConditionStatus.True) where T : class, IKubeObject<T> =>
        new($"condition {type}={status}", value => value is not null && HasCondition(value, type, status));

    /// <summary>A value of the object, whatever its type, as <c>kubectl wait --for=jsonpath</c> does.</summary>
    /// <param name="path">Names and indexes: <c>.status.phase</c>, <c>.status.loadBalancer.ingress[0].ip</c>.</param>
    /// <param name="value">The value as text; <see langword="null"/> for any value that is there.</param>
    /// <exception cref="FormatException">The path has something else in it.</exception>
    public static WaitCondition<T> Path<T>(string path, string? value = null) where T : class, IKubeObject<T>
    {
        var pointer = FieldPath.ToPointer(path);
        return new WaitCondition<T>($"{path}={value ?? "(any)"}", item => item is not null && FieldPath.TextAt(item, pointer) is { } text && (value is null || text == value));
    }

    private static bool HasCondition<T>(T value, string type, string status) where T : class, IKubeObject<T>
    {
        var json = DynamicResource.From(value).Json;
        if (!json.TryGetProperty("status", out var state) || !state.TryGetProperty("conditions", out var conditions) || conditions.ValueKind != System.Text.Json.JsonValueKind.Array)
            return false;
        foreach (var condition in conditions.EnumerateArray())
        {
            if (!condition.TryGetProperty("type", out var name) || name.GetString() != type)
                continue;
            var isCurrent = !condition.TryGetProperty("observedGeneration", out var seen) || value.Metadata.Generation is not { } generation || seen.GetInt64() >= generation;
            return isCurrent && condition.TryGetProperty("status", out var actual) && string.Equals(actual.GetString(), status, StringComparison.OrdinalIgnoreCase);
        }
        return false;
    }
}
