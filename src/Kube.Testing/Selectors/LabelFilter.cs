using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.Selectors;

/// <summary>A label selector in the server's query syntax: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1</c>.</summary>
internal sealed class LabelFilter
{
    public static readonly LabelFilter Everything = new([]);

    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelFilter(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    private enum Operator
    {
        Exists,
        NotExists,
        In,
        NotIn,
        GreaterThan,
        LessThan,
    }

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values)
    {
        public bool Matches(JsonObject labels)
        {
            var value = labels.GetString(Key);
            return Operator switch
            {
                Operator.Exists => value is not null,
                Operator.NotExists => value is null,
                Operator.In => value is not null && Values.Contains(value),
                Operator.NotIn => value is null || !Values.Contains(value),
                _ => long.TryParse(value, out var number) && long.TryParse(Values[0], out var bound)
                    && (Operator == Operator.GreaterThan ? number > bound : number < bound),
            };
        }
    }

    public bool IsEverything => _requirements.Count == 0;

    public bool Matches(JsonObject labels) => _requirements.All(r => r.Matches(labels));

    /// <summary>Reads the structured form: <c>matchLabels</c> and <c>matchExpressions</c>. None selects everything, as admission and policies mean it.</summary>
    public static LabelFilter From(JsonObject? selector)
    {
        if (selector is null)
        {
            return Everything;
        }

        var requirements = new List<Requirement>();
        foreach (var label in selector.GetObject("matchLabels") ?? JsonObject.Empty)
        {
            requirements.Add(new(label.Key, Operator.In, [(label.Value as JsonString)?.Value ?? ""]));
        }

        foreach (var expression in (selector.GetArray("matchExpressions") ?? JsonArray.Empty).OfType<JsonObject>())
        {
            var values = (expression.GetArray("values") ?? JsonArray.Empty).OfType<JsonString>().Select(v => v.Value).ToList();
            requirements.Add(new(expression.GetString("key") ?? "", expression.GetString("operator") switch
            {
                "In" => Operator.In,
                "NotIn" => Operator.NotIn,
                "Exists" => Operator.Exists,
                _ => Operator.NotExists,
            }, values));
        }

        return new(requirements);
    }

    /// <exception cref="ApiStatusException">400: it does not parse; the words are the real server's.</exception>
    public static LabelFilter Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        var requirements = new Parser(text).Parse();
        return new([.. requirements.OrderBy(r => r.Key, StringComparer.Ordinal)]);
    }

    /// <summary>Recursive descent over the tokens of the selector language.</summary>
    private sealed class Parser
    {
        private readonly List<string> _tokens;
        private int _at;

        public Parser(string text) => _tokens = Tokens(text);

        public List<Requirement> Parse()
        {
            var requirements = new List<Requirement>();
            while (true)
            {
                var token = Peek();
                if (IsIdentifier(token) || token == "!")
                {
                    requirements.Add(ParseRequirement());
                    var next = Next();
                    if (next.Length == 0)
                    {
                        return requirements;
                    }

                    if (next != ",")
                    {
                        throw Bad($"found '{next}', expected: ',' or 'end of string'");
                    }

                    var after = Peek();
                    if (!IsIdentifier(after) && after != "!")
                    {
                        throw Bad($"found '{after}', expected: identifier after ','");
                    }
                }
                else if (token.Length == 0)
                {
                    return requirements;
                }
                else
                {
                    throw Bad($"found '{token}', expected: !, identifier, or 'end of string'");
                }
            }
        }

        private Requirement ParseRequirement()
        {
            var negated = Peek() == "!";
            if (negated)
            {
                Next();
            }

            var key = Next();
            if (!IsIdentifier(key))
            {
                throw Bad($"unable to parse requirement: found '{key}', expected: identifier");
            }

            LabelSyntax.CheckKey(key);
            if (negated)
            {
                return new(key, Operator.NotExists, []);
            }

            if (Peek() is "" or ",")
            {
                return new(key, Operator.Exists, []);
            }

            var symbol = Next();
            switch (symbol)
            {
                case "in" or "notin":
                    return new(key, symbol == "in" ? Operator.In : Operator.NotIn, Checked(key, Values()));
                case "=" or "==" or "!=":
                    return new(key, symbol == "!=" ? Operator.NotIn : Operator.In, Checked(key, [ExactValue()]));
                case ">" or "<":
                    var bound = ExactValue();
                    if (!long.TryParse(bound, out _))
                    {
                        throw Bad($"unable to parse requirement: values[0][{key}]: Invalid value: \"{bound}\": for 'Gt', 'Lt' operators, the value must be an integer");
                    }

                    return new(key, symbol == ">" ? Operator.GreaterThan : Operator.LessThan, [bound]);
                default:
                    throw Bad($"unable to parse requirement: found '{symbol}', expected: in, notin, =, ==, !=, gt, lt");
            }
        }

        private static List<string> Checked(string key, List<string> values)
        {
            for (var i = 0; i < values.Count; i++)
            {
                LabelSyntax.CheckValue(key, i, values[i]);
            }

            return values;
        }

        private string ExactValue()
        {
            var token = Peek();
            if (token is "" or ",")
            {
                return "";
            }

            token = Next();
            return IsIdentifier(token) || token is "in" or "notin" ? token : throw Bad($"unable to parse requirement: found '{token}', expected: identifier");
        }

        private List<string> Values()
        {
            if (Next() is var open && open != "(")
            {
                throw Bad($"unable to parse requirement: found '{open}' expected: '('");
            }

            var values = new List<string>();
            switch (Peek())
            {
                case ")":
                    Next();
                    return [""];
                case ",":
                    break;
                case var first when !IsIdentifier(first):
                    throw Bad($"unable to parse requirement: found '{first}', expected: ',', ')' or identifier");
            }

            var expectValue = true;
            while (true)
            {
                var token = Next();
                if (IsIdentifier(token) || token is "in" or "notin")
                {
                    values.Add(token);
                    expectValue = false;
                    var after = Peek();
                    if (after is not ("," or ")"))
                    {
                        throw Bad($"unable to parse requirement: found '{after}', expected: ',' or ')'");
                    }
                }
                else if (token == ",")
                {
                    if (expectValue)
                    {
                        values.Add("");
                    }

                    expectValue = true;
                }
                else if (token == ")")
                {
                    if (expectValue)
                    {
                        values.Add("");
                    }

                    return [.. values.Distinct().Order(StringComparer.Ordinal)];
                }
                else
                {
                    throw Bad($"unable to parse requirement: found '{token}', expected: ',', or identifier");
                }
            }
        }

        private string Peek() => _at < _tokens.Count ? _tokens[_at] : "";

        private string Next() => _at < _tokens.Count ? _tokens[_at++] : "";

        private static bool IsIdentifier(string token) => token.Length > 0 && !IsSpecial(token[0]) && token is not ("in" or "notin");

        private static bool IsSpecial(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

        private static List<string> Tokens(string text)
        {
            var tokens = new List<string>();
            for (var i = 0; i < text.Length;)
            {
                if (char.IsWhiteSpace(text[i]))
                {
                    i++;
                    continue;
                }

                var start = i;
                if (IsSpecial(text[i]))
                {
                    // Only "==" and "!=" are longer than one character.
                    i += text[i] is '=' or '!' && i + 1 < text.Length && text[i + 1] == '=' ? 2 : 1;
                }
                else
                {
                    while (i < text.Length && !IsSpecial(text[i]) && !char.IsWhiteSpace(text[i]))
                    {
                        i++;
                    }
                }

                tokens.Add(text[start..i]);
            }

            return tokens;
        }

        private static ApiStatusException Bad(string message) => ApiErrors.BadRequest(message);
    }
}
