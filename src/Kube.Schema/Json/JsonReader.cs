using System.Text;
#if NET
using Utf8 = System.ReadOnlySpan<byte>;
#else
using Utf8 = byte[];
#endif

namespace Kube.Schema.Json;

/// <summary>Reads UTF-8 JSON into values in one pass.</summary>
/// <remarks>The grammar is RFC 8259, nothing more; what Go's decoder makes of odd text (lone surrogates, bad UTF-8, long numbers) this makes, too.</remarks>
internal ref struct JsonReader
{
    private readonly Utf8 _text;
    private readonly JsonParseOptions _options;
    private readonly JsonScratch _scratch;
    private readonly bool _inCharacters;
    private int _at;
    private int _depth;

    private JsonReader(Utf8 text, JsonParseOptions options, JsonScratch scratch, bool inCharacters)
    {
        _text = text;
        _options = options;
        _scratch = scratch;
        _inCharacters = inCharacters;
        _at = 0;
        _depth = 0;
    }

    public static JsonValue Parse(string json, JsonParseOptions options) =>
        Parse(Encoding.UTF8.GetBytes(json ?? throw new ArgumentNullException(nameof(json))), options, inCharacters: true);

    public static JsonValue Parse(Utf8 utf8, JsonParseOptions options, bool inCharacters = false)
    {
        var scratch = JsonScratch.Rent();
        try
        {
            return new JsonReader(utf8, options, scratch, inCharacters).ReadDocument();
        }
        finally
        {
            scratch.Return();
        }
    }

    private JsonValue ReadDocument()
    {
        SkipBlanks();
        var value = ReadValue();
        SkipBlanks();
        return _at == _text.Length ? value : throw Fail($"{Here()} after the end of the document");
    }

    private JsonValue ReadValue()
    {
        if (_at >= _text.Length)
        {
            throw Fail("the text ends where a value should stand");
        }

        switch (_text[_at])
        {
            case (byte)'{':
                return ReadObject();
            case (byte)'[':
                return ReadArray();
            case (byte)'"':
                return ReadString();
            case (byte)'t':
                Expect("true");
                return JsonBoolean.True;
            case (byte)'f':
                Expect("false");
                return JsonBoolean.False;
            case (byte)'n':
                Expect("null");
                return JsonNull.Instance;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                return ReadNumber();
            default:
                throw Fail($"{Here()} where a value should stand");
        }
    }

    private JsonValue ReadObject()
    {
        Enter();
        var first = _scratch.MemberCount;
        if (!TryClose((byte)'}'))
        {
            do
            {
                SkipBlanks();
                if (_at >= _text.Length || _text[_at] != '"')
                {
                    throw Fail($"{Here()} where a key in double quotes should stand");
                }

                var key = ReadKey();
                SkipBlanks();
                if (_at >= _text.Length || _text[_at] != ':')
                {
                    throw Fail($"{Here()} where ':' should follow the key \"{key}\"");
                }

                _at++;
                SkipBlanks();
                var before = _options.DuplicateKeys?.Count ?? 0;
                var value = ReadValue();
                JsonDuplicates.Prefix(_options.DuplicateKeys, before, key);
                _scratch.Push(key, value);
            }
            while (Continues((byte)'}'));
        }

        _depth--;
        var members = _scratch.PopMembers(first);
        if (JsonDuplicates.Find(members, out var index) is var duplicate and >= 0)
        {
            if (_options.DuplicateKeys is null)
            {
                throw Fail($"the key \"{members[duplicate].Key}\" stands twice in the object that ends here", _at - 1);
            }

            return JsonDuplicates.LastWins(members, _options.DuplicateKeys);
        }

        return JsonObject.Own(members, index);
    }

    private JsonValue ReadArray()
    {
        Enter();
        var first = _scratch.ItemCount;
        if (!TryClose((byte)']'))
        {
            do
            {
                SkipBlanks();
                var before = _options.DuplicateKeys?.Count ?? 0;
                var value = ReadValue();
                JsonDuplicates.Prefix(_options.DuplicateKeys, before, _scratch.ItemCount - first);
                _scratch.Push(value);
            }
            while (Continues((byte)']'));
        }

        _depth--;
        return JsonArray.Own(_scratch.PopItems(first));
    }

    private JsonString ReadString()
    {
        var (start, length, plain) = ScanString();
        return plain ? JsonTextPool.Value(_text, start, length) : JsonString.Of(JsonText.Unescape(_text, start, length));
    }

    private string ReadKey()
    {
        var (start, length, plain) = ScanString();
        return plain ? JsonTextPool.Key(_text, start, length) : JsonText.Unescape(_text, start, length);
    }

    /// <summary>Finds the string's end and checks its escapes; <c>plain</c> says that it has none.</summary>
    private (int Start, int Length, bool Plain) ScanString()
    {
        var start = ++_at;
        var plain = true;
        while (true)
        {
            _at = JsonText.NextSpecial(_text, _at);
            if (_at >= _text.Length)
            {
                throw Fail("the text ends inside a string", start - 1);
            }

            switch (_text[_at])
            {
                case (byte)'"':
                    return (start, _at++ - start, plain);
                case (byte)'\\':
                    plain = false;
                    CheckEscape();
                    break;
                default:
                    throw Fail($"{Here()} inside a string; write it as an escape");
            }
        }
    }

    private void CheckEscape()
    {
        var escape = _at + 1 < _text.Length ? _text[_at + 1] : 0;
        if (escape == 'u')
        {
            for (var i = 2; i < 6; i++)
            {
                if (_at + i >= _text.Length || JsonText.HexDigit(_text[_at + i]) < 0)
                {
                    throw Fail("\\u must be followed by four hexadecimal digits");
                }
            }

            _at += 6;
            return;
        }

        if (escape is not ('"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't'))
        {
            throw Fail("only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u are escapes");
        }

        _at += 2;
    }

    private JsonValue ReadNumber()
    {
        var start = _at;
        _at += _text[_at] == '-' ? 1 : 0;
        var digits = SkipDigits();
        if (digits == 0)
        {
            throw Fail("'-' must be followed by a digit", start);
        }

        if (digits > 1 && _text[_at - digits] == '0')
        {
            throw Fail("a number must not start with a superfluous 0", start);
        }

        var whole = true;
        if (_at < _text.Length && _text[_at] == '.')
        {
            whole = false;
            _at++;
            if (SkipDigits() == 0)
            {
                throw Fail("'.' in a number must be followed by a digit", start);
            }
        }

        if (_at < _text.Length && (_text[_at] | 0x20) == 'e')
        {
            whole = false;
            _at++;
            _at += _at < _text.Length && (_text[_at] is (byte)'+' or (byte)'-') ? 1 : 0;
            if (SkipDigits() == 0)
            {
                throw Fail("the exponent of a number must have a digit", start);
            }
        }

        if (whole && JsonNumber.TryInteger(_text, start, _at - start, out var integer))
        {
            return JsonInteger.Of(integer);
        }

        return JsonNumber.TryDouble(_text, start, _at - start, out var number)
            ? new JsonDouble(number)
            : throw Fail("this number does not fit 64 bits", start);
    }

    private int SkipDigits()
    {
        var start = _at;
        while (_at < _text.Length && (uint)(_text[_at] - '0') <= 9)
        {
            _at++;
        }

        return _at - start;
    }

    private void Enter()
    {
        if (++_depth > _options.MaxDepth)
        {
            throw Fail($"nested deeper than {_options.MaxDepth} levels");
        }

        _at++;
    }

    private bool TryClose(byte end)
    {
        SkipBlanks();
        if (_at < _text.Length && _text[_at] == end)
        {
            _at++;
            return true;
        }

        return false;
    }

    private bool Continues(byte end)
    {
        SkipBlanks();
        if (_at < _text.Length && (_text[_at] == ',' || _text[_at] == end))
        {
            return _text[_at++] == ',';
        }

        throw Fail($"{Here()} where ',' or '{(char)end}' should stand");
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _at++;
        }
    }

    private void Expect(string word)
    {
        for (var i = 0; i < word.Length; i++)
        {
            if (_at + i >= _text.Length || _text[_at + i] != word[i])
            {
                throw Fail($"'{(char)_text[_at]}' starts no value; '{word}' was expected");
            }
        }

        _at += word.Length;
    }

    private readonly string Here() => JsonText.Describe(_text, _at);

    private readonly JsonParseException Fail(string problem, int offset = -1) =>
        JsonText.Locate(_text, offset < 0 ? _at : offset, _inCharacters, problem);
}
