namespace Kube;

/// <summary>Reads label selectors with the grammar of apimachinery's <c>labels.Parse</c>.</summary>
internal ref struct SelectorParser
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private SelectorParser(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The error, or <see langword="null"/> and the selector.</summary>
    public static string? Parse(string text, out Selector? selector)
    {
        var parser = new SelectorParser(text);
        var requirements = new List<SelectorRequirement>();
        selector = null;
        parser.SkipBlanks();
        while (parser._at < text.Length)
        {
            if (parser.ReadRequirement(out var requirement) is { } error) return error;
            requirements.Add(requirement!);
            parser.SkipBlanks();
            if (parser._at == text.Length) break;
            if (!parser.TryTake(',')) return $"expected ',' at position {parser._at}";
            parser.SkipBlanks();
            if (parser._at == text.Length) return "it ends after a comma";
        }
        selector = new Selector(requirements);
        return null;
    }

    private string? ReadRequirement(out SelectorRequirement? requirement)
    {
        requirement = null;
        var absent = TryTake('!');
        SkipBlanks();
        var start = _at;
        var key = ReadWord();
        if (key.Length == 0) return $"expected a label key at position {start}";
        if (LabelSyntax.FindKeyError(key) is { } keyError) return $"key '{key}' at position {start}: {keyError}";
        SkipBlanks();
        if (absent) return Make(key, SelectorOperator.DoesNotExist, [], start, out requirement);
        if (_at == _text.Length || _text[_at] == ',') return Make(key, SelectorOperator.Exists, [], start, out requirement);

        if (TryTake('!')) return TryTake('=') ? ReadValue(key, SelectorOperator.NotEqual, out requirement) : $"expected '=' after '!' at position {_at}";
        if (TryTake('='))
        {
            TryTake('=');
            return ReadValue(key, SelectorOperator.Equal, out requirement);
        }
        if (TryTake('>')) return ReadValue(key, SelectorOperator.GreaterThan, out requirement);
        if (TryTake('<')) return ReadValue(key, SelectorOperator.LessThan, out requirement);

        var at = _at;
        return ReadWord() switch
        {
            "in" => ReadValues(key, SelectorOperator.In, out requirement),
            "notin" => ReadValues(key, SelectorOperator.NotIn, out requirement),
            var word => $"expected one of = == != in notin < > at position {at}, found '{(word.Length > 0 ? word : _text[at].ToString())}'",
        };
    }

    private string? ReadValue(string key, SelectorOperator @operator, out SelectorRequirement? requirement)
    {
        SkipBlanks();
        var start = _at;
        return Make(key, @operator, [ReadWord()], start, out requirement);
    }

    private string? ReadValues(string key, SelectorOperator @operator, out SelectorRequirement? requirement)
    {
        requirement = null;
        SkipBlanks();
        var start = _at;
        if (!TryTake('(')) return $"expected '(' at position {_at}";
        var values = new List<string>();
        do
        {
            SkipBlanks();
            values.Add(ReadWord());
            SkipBlanks();
        }
        while (TryTake(','));
        if (!TryTake(')')) return $"expected ',' or ')' at position {_at}";
        return Make(key, @operator, values, start, out requirement);
    }

    private static string? Make(string key, SelectorOperator @operator, IReadOnlyList<string> values, int start, out SelectorRequirement? requirement)
    {
        requirement = null;
        foreach (var value in values)
        {
            if (LabelSyntax.FindValueError(value) is { } error) return $"value at position {start}: {error}";
        }
        if (@operator is SelectorOperator.GreaterThan or SelectorOperator.LessThan && !long.TryParse(values[0], out _))
            return $"'{values[0]}' at position {start} is not a whole number";
        requirement = new SelectorRequirement(key, @operator, values);
        return null;
    }

    private bool TryTake(char c)
    {
        if (_at == _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n') _at++;
    }

    private string ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (' ' or '\t' or '\r' or '\n' or '=' or '!' or '(' or ')' or ',' or '>' or '<')) _at++;
        return _text[start.._at].ToString();
    }
}
