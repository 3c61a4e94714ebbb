using System.Text;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Selectors;

/// <summary>A field selector: <c>metadata.name=x,spec.y!=z</c>. A field that is absent counts as empty text.</summary>
internal sealed class FieldFilter
{
    public static readonly FieldFilter Everything = new([]);

    private readonly IReadOnlyList<(string[] Path, bool Equal, string Value)> _terms;

    private FieldFilter(IReadOnlyList<(string[] Path, bool Equal, string Value)> terms) => _terms = terms;

    public bool IsEverything => _terms.Count == 0;

    /// <summary>The one name this selector asks for, or none.</summary>
    public string? Name => _terms.Where(t => t.Equal && t.Path is ["metadata", "name"]).Select(t => t.Value).FirstOrDefault();

    public bool Matches(JsonObject value)
    {
        foreach (var (path, equal, expected) in _terms)
        {
            var actual = value.At(path) switch
            {
                JsonString text => text.Value,
                null or JsonNull => "",
                var other => other.ToJson(),
            };
            if (actual == expected != equal)
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="text">The selector.</param>
    /// <param name="supports">Whether objects may be selected by a field.</param>
    /// <param name="unsupported">The error for a field they may not be selected by.</param>
    /// <exception cref="ApiStatusException">400: it does not parse, or names such a field.</exception>
    public static FieldFilter Parse(string? text, Func<string, bool> supports, Func<string, ApiStatusException> unsupported)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        var terms = new List<(string[], bool, string)>();
        foreach (var term in Split(text))
        {
            if (term.Length == 0)
            {
                continue;
            }

            var (field, equal, value) = ParseTerm(term) ?? throw ApiErrors.BadRequest($"invalid selector: '{text}'; can't understand '{term}'");
            if (!supports(field))
            {
                throw unsupported(field);
            }

            terms.Add((field.Split('.'), equal, Unescape(value)));
        }

        return new(terms);
    }

    private static (string Field, bool Equal, string Value)? ParseTerm(string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            var rest = term.AsSpan(i);
            if (rest.StartsWith("!="))
            {
                return (term[..i], false, term[(i + 2)..]);
            }

            if (rest.StartsWith("=="))
            {
                return (term[..i], true, term[(i + 2)..]);
            }

            if (rest.StartsWith("="))
            {
                return (term[..i], true, term[(i + 1)..]);
            }
        }

        return null;
    }

    /// <summary>Splits at commas that no backslash escapes.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c == '\\')
            {
                if (i + 1 == value.Length || value[i + 1] is not ('\\' or ',' or '='))
                {
                    throw ApiErrors.BadRequest($"invalid field selector: invalid escape sequence: {value[i..Math.Min(value.Length, i + 2)]}");
                }

                c = value[++i];
            }
            else if (c is ',' or '=')
            {
                throw ApiErrors.BadRequest($"invalid field selector: unescaped character in value: {(int)c}");
            }

            text.Append(c);
        }

        return text.ToString();
    }
}
