namespace Kube.Cel.Kubernetes;

/// <summary>The format <c>email</c>: one address in RFC 5322 form as Go's <c>net/mail</c> reads it, display name and comments included.</summary>
internal sealed class MailAddress
{
    private readonly string _text;
    private int _position;

    private MailAddress(string text) => _text = text;

    private bool AtEnd => _position >= _text.Length;

    internal static bool IsValid(string text)
    {
        var reader = new MailAddress(text);
        return reader.ReadAddress(groups: true, out var count) && reader.SkipComments() && reader.AtEnd && count == 1;
    }

    private bool ReadAddress(bool groups, out int count)
    {
        count = 1;
        SkipSpace();
        if (AtEnd)
            return false;
        var start = _position;
        if (ReadSpec())
        {
            SkipSpace();
            return !Skip('(') || SkipComment();
        }
        _position = start;
        if (_text[_position] != '<' && !ReadPhrase())
            return false;
        SkipSpace();
        if (groups && Skip(':'))
            return ReadGroup(out count);
        return Skip('<') && ReadSpec() && Skip('>');
    }

    private bool ReadGroup(out int count)
    {
        count = 0;
        SkipSpace();
        if (Skip(';'))
        {
            SkipComments();
            return true;
        }
        while (true)
        {
            SkipSpace();
            if (!ReadAddress(groups: false, out _) || !SkipComments())
                return false;
            count++;
            if (Skip(';'))
            {
                SkipComments();
                return true;
            }
            if (!Skip(','))
                return false;
        }
    }

    /// <summary>Reads <c>local@domain</c>.</summary>
    private bool ReadSpec()
    {
        SkipSpace();
        if (AtEnd)
            return false;
        if (_text[_position] == '"' ? !ReadQuoted(out var content) || content == 0 : !ReadAtom(permissive: false))
            return false;
        if (!Skip('@'))
            return false;
        SkipSpace();
        return !AtEnd && (_text[_position] == '[' ? ReadDomainLiteral() : ReadAtom(permissive: false));
    }

    private bool ReadDomainLiteral()
    {
        var start = ++_position;
        while (!AtEnd && _text[_position] != ']')
        {
            if (!IsVisible(_text[_position]) || _text[_position] is '[' or '\\')
                return false;
            _position++;
        }
        var literal = _text.Substring(start, _position - start);
        return Skip(']') && IpAddressParser.TryParse(literal, out _, out var zone, out _) && zone.Length == 0;
    }

    /// <summary>Reads one word or more; what cannot be read after the first is left.</summary>
    private bool ReadPhrase()
    {
        for (var words = 0; ; words++)
        {
            SkipSpace();
            if (AtEnd)
                return true;
            var start = _position;
            var isQuoted = _text[_position] == '"';
            if (isQuoted ? ReadQuoted(out _) : ReadAtom(permissive: true) && HasKnownCharset(_text.Substring(start, _position - start)))
                continue;
            if (isQuoted)
                _position = start;
            return words > 0;
        }
    }

    /// <summary>Reads a text in double quotes and tells how much is in it.</summary>
    private bool ReadQuoted(out int content)
    {
        content = 0;
        for (var i = _position + 1; i < _text.Length; i++)
        {
            var c = _text[i];
            if (c == '"')
            {
                _position = i + 1;
                return true;
            }
            if (c == '\\' && ++i < _text.Length)
                c = _text[i];
            if (i >= _text.Length || !(IsVisible(c) || c is ' ' or '\t'))
                return false;
            content++;
        }
        return false;
    }

    private bool ReadAtom(bool permissive)
    {
        var start = _position;
        while (!AtEnd && IsAtom(_text[_position], permissive))
            _position++;
        var atom = _text.Substring(start, _position - start);
        return atom.Length > 0 && (permissive || !(atom[0] == '.' || atom[atom.Length - 1] == '.' || atom.Contains("..")));
    }

    private bool SkipComments()
    {
        SkipSpace();
        while (Skip('('))
        {
            if (!SkipComment())
                return false;
            SkipSpace();
        }
        return true;
    }

    private bool SkipComment()
    {
        var depth = 1;
        for (; !AtEnd && depth > 0; _position++)
        {
            var c = _text[_position];
            if (c == '\\' && _position + 1 < _text.Length)
                _position++;
            else
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return depth == 0;
    }

    private bool Skip(char c)
    {
        if (AtEnd || _text[_position] != c)
            return false;
        _position++;
        return true;
    }

    private void SkipSpace()
    {
        while (!AtEnd && _text[_position] is ' ' or '\t')
            _position++;
    }

    private static bool IsAtom(char c, bool permissive) => c switch
    {
        '.' => true,
        '(' or ')' or '[' or ']' or ';' or '@' or '\\' or ',' => permissive,
        '<' or '>' or '"' or ':' => false,
        _ => IsVisible(c),
    };

    private static bool IsVisible(char c) => c > ' ' && c != '\x7F';

    /// <summary>An encoded word (<c>=?charset?q?text?=</c>) must be of a character set that Go decodes.</summary>
    private static bool HasKnownCharset(string word)
    {
        var parts = word.Split('?');
        if (word.Length < 8 || parts.Length != 5 || parts[0] != "=" || parts[4] != "=" || parts[2] is not ("q" or "Q" or "b" or "B"))
            return true;
        return parts[1].ToLowerInvariant() is "utf-8" or "iso-8859-1" or "us-ascii";
    }
}
