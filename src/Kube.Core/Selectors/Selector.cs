using System.Diagnostics.CodeAnalysis;

namespace Kube;

/// <summary>A label selector as it stands in a query: requirements that must all hold. Parses, prints and matches as API servers do.</summary>
/// <remarks>A text converts by itself (<c>app=web,tier in (a,b),!legacy</c>), and so does a <see cref="LabelSelector"/>.</remarks>
public sealed record Selector
{
    /// <summary>A selector of these requirements; none match everything.</summary>
    public Selector(params IReadOnlyList<SelectorRequirement> requirements)
    {
        ArgumentNullException.ThrowIfNull(requirements);
        Requirements = requirements;
    }

    /// <summary>Matches everything.</summary>
    public static Selector Everything { get; } = new();

    /// <summary>The requirements, all of which must hold.</summary>
    public IReadOnlyList<SelectorRequirement> Requirements { get; }

    /// <summary>Objects with this label.</summary>
    public static Selector Label(string key, string value) => new(new SelectorRequirement(key, SelectorOperator.Equal, value));

    /// <summary>Objects with all of these labels.</summary>
    public static Selector Labels(IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new([.. labels.Select(l => new SelectorRequirement(l.Key, SelectorOperator.Equal, l.Value))]);
    }

    /// <summary>This selector and one requirement more.</summary>
    public Selector And(string key, SelectorOperator @operator, params IReadOnlyList<string> values) =>
        new([.. Requirements, new SelectorRequirement(key, @operator, values)]);

    /// <summary>Whether the labels satisfy every requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        for (var i = 0; i < Requirements.Count; i++)
        {
            if (!Requirements[i].Matches(labels)) return false;
        }
        return true;
    }

    /// <summary>Whether the object's labels satisfy every requirement.</summary>
    public bool Matches(IKubeObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Matches(value.Metadata.Labels);
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">The text is no selector; the message says where and why.</exception>
    public static Selector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SelectorParser.Parse(text, out var selector) is { } error ? throw new FormatException($"The label selector '{text}' is invalid: {error}.") : selector!;
    }

    /// <summary>Reads a selector.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Selector? selector)
    {
        selector = null;
        return text is not null && SelectorParser.Parse(text, out selector) is null && selector is not null;
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">The text is no selector.</exception>
    public static implicit operator Selector(string text) => Parse(text);

    /// <summary>The selector of a selector object.</summary>
    /// <exception cref="ArgumentException">A key, value or operator in it is invalid.</exception>
    public static implicit operator Selector(LabelSelector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return selector.ToSelector();
    }

    /// <summary>Equal when the requirements are, in order.</summary>
    public bool Equals(Selector? other) => other is not null && Requirements.SequenceEqual(other.Requirements);

    /// <inheritdoc/>
    public override int GetHashCode() => Requirements.Count == 0 ? 0 : HashCode.Combine(Requirements.Count, Requirements[0]);

    /// <summary>The selector as it stands in a query; empty when it matches everything.</summary>
    public override string ToString() => string.Join(',', Requirements);
}

internal static class SelectorQuery
{
    /// <summary>The query value; <see langword="null"/> where there is nothing to say.</summary>
    public static string? ToQueryValue(this Selector? selector) => selector is null || selector.Requirements.Count == 0 ? null : selector.ToString();

    /// <inheritdoc cref="ToQueryValue(Selector?)"/>
    public static string? ToQueryValue(this FieldSelector? selector) => selector is null || selector.Requirements.Count == 0 ? null : selector.ToString();
}
