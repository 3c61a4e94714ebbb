using System.Text;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Paths such as <c>.a.b</c> and <c>['a']</c> from a node into its schema: <c>fieldPath</c> of rules, selectable fields.</summary>
internal static class SchemaFieldPath
{
    private const string Unknown = "does not refer to a valid field";
    private const string Ends = "unexpected end of JSON path";

    /// <summary>Follows <paramref name="jsonPath"/>.</summary>
    /// <returns>Why it cannot be followed; none where <paramref name="found"/> and <paramref name="field"/> (the path as errors print it) are set.</returns>
    public static string? Resolve(string jsonPath, JsonSchemaProps schema, bool allowBrackets, out JsonSchemaProps? found, out string field)
    {
        var path = FieldPath.Root;
        found = schema;
        field = "";
        var tokens = Tokens(jsonPath);
        for (var i = 0; i < tokens.Count; i++)
        {
            string name;
            switch (tokens[i])
            {
                case "[" when !allowBrackets:
                    return "array notation is not allowed";
                case "[":
                    if (++i == tokens.Count)
                    {
                        return Ends;
                    }

                    if (tokens[i].Length < 2 || tokens[i][0] != '\'' || tokens[i][tokens[i].Length - 1] != '\'')
                    {
                        return $"expected single quoted string but got {tokens[i]}";
                    }

                    if (Unescape(tokens[i].Substring(1, tokens[i].Length - 2), out name) is { } bad)
                    {
                        return $"invalid string literal: {bad}";
                    }

                    break;
                case ".":
                    if (++i == tokens.Count)
                    {
                        return Ends;
                    }

                    name = tokens[i];
                    break;
                default:
                    return $"expected [ or . but got: {tokens[i]}";
            }

            var bracketed = tokens[i][0] == '\'' && i > 0 && tokens[i - 1] == "[";
            if (!Step(ref found, ref path, name))
            {
                return Unknown;
            }

            if (bracketed)
            {
                if (++i == tokens.Count)
                {
                    return Ends;
                }

                if (tokens[i] != "]")
                {
                    return $"expected ] but got {tokens[i]}";
                }
            }
        }

        field = path.ToString();
        return null;
    }

    private static bool Step(ref JsonSchemaProps? schema, ref FieldPath path, string name)
    {
        if (schema is null)
        {
            return false;
        }

        if (!schema.Properties.IsEmpty)
        {
            path = path.Child(name);
            return schema.Properties.TryGetValue(name, out schema!);
        }

        if (schema.AdditionalProperties is not { } values)
        {
            return false;
        }

        path = path.Key(name);
        schema = values.Schema;
        return true;
    }

    /// <summary>Dots, brackets, quoted strings and what stands between them.</summary>
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            var end = at + 1;
            if (text[at] == '\'')
            {
                while (end < text.Length && !(text[end] == '\'' && text[end - 1] != '\\'))
                {
                    end++;
                }

                end = Math.Min(end + 1, text.Length);
            }
            else if (text[at] is not ('.' or '[' or ']'))
            {
                while (end < text.Length && text[end] is not ('.' or '[' or ']'))
                {
                    end++;
                }
            }

            tokens.Add(text.Substring(at, end - at));
            at = end;
        }

        return tokens;
    }

    private static string? Unescape(string text, out string result)
    {
        var plain = new StringBuilder(text.Length);
        result = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            const string From = "abfnrtv'\\";
            const string To = "\a\b\f\n\r\t\v'\\";
            if (From.IndexOf(text[i]) is var known and >= 0)
            {
                plain.Append(To[known]);
            }
            else
            {
                return $"invalid escape char \\{text[i]}";
            }
        }

        result = plain.ToString();
        return null;
    }
}
