using System.Globalization;

namespace Kube;

/// <summary>How a requirement looks at a label.</summary>
public enum SelectorOperator
{
    /// <summary>The label has this value: <c>key=value</c>.</summary>
    Equal,
    /// <summary>The label has another value or is absent: <c>key!=value</c>.</summary>
    NotEqual,
    /// <summary>The label has one of the values: <c>key in (a,b)</c>.</summary>
    In,
    /// <summary>The label has none of the values, or is absent: <c>key notin (a,b)</c>.</summary>
    NotIn,
    /// <summary>The label is present: <c>key</c>.</summary>
    Exists,
    /// <summary>The label is absent: <c>!key</c>.</summary>
    DoesNotExist,
    /// <summary>The label is a whole number above the value: <c>key&gt;1</c>.</summary>
    GreaterThan,
    /// <summary>The label is a whole number below the value: <c>key&lt;1</c>.</summary>
    LessThan,
}

/// <summary>One condition on one label.</summary>
public sealed record SelectorRequirement
{
    /// <summary>Makes a requirement.</summary>
    /// <exception cref="ArgumentException">Key or values break the label syntax, or do not fit the operator.</exception>
    public SelectorRequirement(string key, SelectorOperator @operator, params IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(values);
        if (LabelSyntax.FindKeyError(key) is { } keyError) throw new ArgumentException($"The label key '{key}' is invalid: {keyError}.", nameof(key));
        if (FindValuesError(@operator, values) is { } error) throw new ArgumentException($"The requirement on label '{key}' is invalid: {error}.", nameof(values));
        Key = key;
        Operator = @operator;
        Values = values;
    }

    /// <summary>The label's key.</summary>
    public string Key { get; }

    /// <summary>How the label is looked at.</summary>
    public SelectorOperator Operator { get; }

    /// <summary>What it is compared with; empty for the two existence operators.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether the labels satisfy the requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        string? value = null;
        var present = labels is not null && labels.TryGetValue(Key, out value);
        return Operator switch
        {
            SelectorOperator.Equal => present && value == Values[0],
            SelectorOperator.NotEqual => !present || value != Values[0],
            SelectorOperator.In => present && Contains(value!),
            SelectorOperator.NotIn => !present || !Contains(value!),
            SelectorOperator.Exists => present,
            SelectorOperator.DoesNotExist => !present,
            SelectorOperator.GreaterThan => present && TryNumber(value!, out var n) && n > Number(Values[0]),
            SelectorOperator.LessThan => present && TryNumber(value!, out var n) && n < Number(Values[0]),
            _ => throw new InvalidOperationException($"Unknown operator {Operator}."),
        };
    }

    /// <summary>Equal when key, operator and the set of values are.</summary>
    public bool Equals(SelectorRequirement? other) =>
        other is not null && Key == other.Key && Operator == other.Operator && Values.ToHashSet(StringComparer.Ordinal).SetEquals(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Operator);

    /// <summary>The requirement as it stands in a query, values sorted.</summary>
    public override string ToString() => Operator switch
    {
        SelectorOperator.Equal => $"{Key}={Values[0]}",
        SelectorOperator.NotEqual => $"{Key}!={Values[0]}",
        SelectorOperator.In => $"{Key} in ({Sorted()})",
        SelectorOperator.NotIn => $"{Key} notin ({Sorted()})",
        SelectorOperator.Exists => Key,
        SelectorOperator.DoesNotExist => "!" + Key,
        SelectorOperator.GreaterThan => $"{Key}>{Values[0]}",
        SelectorOperator.LessThan => $"{Key}<{Values[0]}",
        _ => throw new InvalidOperationException($"Unknown operator {Operator}."),
    };

    private static string? FindValuesError(SelectorOperator @operator, IReadOnlyList<string> values)
    {
        var countError = @operator switch
        {
            SelectorOperator.In or SelectorOperator.NotIn => values.Count == 0 ? $"{@operator} needs at least one value" : null,
            SelectorOperator.Exists or SelectorOperator.DoesNotExist => values.Count > 0 ? $"{@operator} takes no value" : null,
            _ => values.Count != 1 ? $"{@operator} needs exactly one value" : null,
        };
        if (countError is not null) return countError;
        if (@operator is SelectorOperator.GreaterThan or SelectorOperator.LessThan && !TryNumber(values[0], out _)) return $"'{values[0]}' is not a whole number";
        foreach (var value in values)
        {
            if (LabelSyntax.FindValueError(value) is { } error) return error;
        }
        return null;
    }

    private bool Contains(string value)
    {
        for (var i = 0; i < Values.Count; i++)
        {
            if (Values[i] == value) return true;
        }
        return false;
    }

    private string Sorted() => string.Join(',', Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
