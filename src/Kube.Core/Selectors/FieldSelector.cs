using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Kube;

/// <summary>One condition on one field.</summary>
/// <param name="Path">The field, such as <c>metadata.name</c>, <c>status.phase</c> or a selectable field of a custom resource.</param>
/// <param name="Value">What it is compared with.</param>
/// <param name="IsNegated">Whether it must differ (<c>!=</c>).</param>
public sealed record FieldRequirement(string Path, string Value, bool IsNegated = false)
{
    /// <summary>The requirement as it stands in a query; backslash, comma and equals sign in the value are escaped.</summary>
    public override string ToString() => Path + (IsNegated ? "!=" : "=") + Escape(Value);

    private static string Escape(string value) => value.AsSpan().IndexOfAny('\\', ',', '=') < 0 ? value
        : value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).Replace("=", @"\=", StringComparison.Ordinal);
}

/// <summary>A field selector as it stands in a query: requirements that must all hold. Parses, prints and matches as API servers do.</summary>
/// <remarks>
/// A text converts by itself (<c>status.phase=Running,metadata.namespace!=kube-system</c>). Each type supports few fields: every type
/// <c>metadata.name</c> and <c>metadata.namespace</c>, custom resources those of <c>selectableFields</c> (KEP-4358).
/// </remarks>
public sealed record FieldSelector
{
    /// <summary>A selector of these requirements; none match everything.</summary>
    public FieldSelector(params IReadOnlyList<FieldRequirement> requirements)
    {
        ArgumentNullException.ThrowIfNull(requirements);
        Requirements = requirements;
    }

    /// <summary>The requirements, all of which must hold.</summary>
    public IReadOnlyList<FieldRequirement> Requirements { get; }

    /// <summary>The one object with this name.</summary>
    public static FieldSelector Name(string name) => new(new FieldRequirement("metadata.name", name));

    /// <summary>Objects whose field has this value.</summary>
    public static FieldSelector Field(string path, string value) => new(new FieldRequirement(path, value));

    /// <summary>Whether the fields satisfy every requirement.</summary>
    /// <param name="field">The text at a path; <see langword="null"/> counts as empty, as API servers do.</param>
    public bool Matches(Func<string, string?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        foreach (var requirement in Requirements)
        {
            if ((field(requirement.Path) ?? "") == requirement.Value == requirement.IsNegated) return false;
        }
        return true;
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">The text is no selector; the message says where and why.</exception>
    public static FieldSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out var selector) is { } error ? throw new FormatException($"The field selector '{text}' is invalid: {error}.") : selector!;
    }

    /// <summary>Reads a selector.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out FieldSelector? selector)
    {
        selector = null;
        return text is not null && Read(text, out selector) is null && selector is not null;
    }

    /// <summary>Reads a selector.</summary>
    /// <exception cref="FormatException">The text is no selector.</exception>
    public static implicit operator FieldSelector(string text) => Parse(text);

    /// <summary>Equal when the requirements are, in order.</summary>
    public bool Equals(FieldSelector? other) => other is not null && Requirements.SequenceEqual(other.Requirements);

    /// <inheritdoc/>
    public override int GetHashCode() => Requirements.Count == 0 ? 0 : HashCode.Combine(Requirements.Count, Requirements[0]);

    /// <summary>The selector as it stands in a query; empty when it matches everything.</summary>
    public override string ToString() => string.Join(',', Requirements);

    private static string? Read(string text, out FieldSelector? selector)
    {
        selector = null;
        var requirements = new List<FieldRequirement>();
        var start = 0;
        while (start < text.Length)
        {
            var end = FindUnescaped(text, start, ',');
            // An empty term is skipped, as the server does: "a=1," is fine.
            if (end > start)
            {
                if (ReadTerm(text[start..end], start, out var requirement) is { } error) return error;
                requirements.Add(requirement!);
            }
            start = end + 1;
        }
        selector = new FieldSelector(requirements);
        return null;
    }

    private static string? ReadTerm(string term, int start, out FieldRequirement? requirement)
    {
        requirement = null;
        for (var i = 0; i < term.Length; i++)
        {
            var length = term.AsSpan(i) switch
            {
                ['!', '=', ..] or ['=', '=', ..] => 2,
                ['=', ..] => 1,
                _ => 0,
            };
            if (length == 0) continue;
            if (i == 0) return $"the term at position {start} names no field";
            if (Unescape(term[(i + length)..], start, out var value) is { } error) return error;
            requirement = new FieldRequirement(term[..i], value, term[i] == '!');
            return null;
        }
        return $"'{term}' at position {start} has no '=', '==' or '!='";
    }

    private static string? Unescape(string text, int start, out string value)
    {
        value = text;
        if (text.AsSpan().IndexOfAny('\\', '=') < 0) return null;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=') return $"the value of the term at position {start} has a bare '=': write '\\='";
            if (text[i] == '\\')
            {
                i++;
                if (i == text.Length || text[i] is not ('\\' or ',' or '=')) return $"the term at position {start} has a '\\' that is not followed by '\\', ',' or '='";
            }
            result.Append(text[i]);
        }
        value = result.ToString();
        return null;
    }

    private static int FindUnescaped(string text, int start, char c)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == c) return i;
        }
        return text.Length;
    }
}
