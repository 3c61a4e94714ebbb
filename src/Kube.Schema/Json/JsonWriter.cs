using System.Globalization;
using System.Text;

namespace Kube.Schema.Json;

/// <summary>Writes values as UTF-8 JSON into a growing buffer.</summary>
internal sealed class JsonWriter(bool indented)
{
    private byte[] _buffer = new byte[256];
    private int _length;
    private int _depth;

    public byte[] ToArray()
    {
        var bytes = new byte[_length];
        Array.Copy(_buffer, bytes, _length);
        return bytes;
    }

    public string ToText() => Encoding.UTF8.GetString(_buffer, 0, _length);

    public void CopyTo(Stream stream) => stream.Write(_buffer, 0, _length);

    public void Write(JsonValue value)
    {
        switch (value)
        {
            case JsonObject members:
                Write(members);
                break;
            case JsonArray items:
                Write(items);
                break;
            case JsonString text:
                WriteString(text.Value);
                break;
            case JsonInteger integer:
                WriteInteger(integer.Value);
                break;
            case JsonDouble number:
                WriteAscii(JsonNumber.Format(number.Value));
                break;
            case JsonBoolean boolean:
                WriteAscii(boolean.Value ? "true" : "false");
                break;
            default:
                WriteAscii("null");
                break;
        }
    }

    private void Write(JsonObject members)
    {
        WriteByte((byte)'{');
        _depth++;
        var first = true;
        foreach (var member in members)
        {
            NextLine(ref first);
            WriteString(member.Key);
            WriteByte((byte)':');
            if (indented)
            {
                WriteByte((byte)' ');
            }

            Write(member.Value);
        }

        Close((byte)'}', empty: first);
    }

    private void Write(JsonArray items)
    {
        WriteByte((byte)'[');
        _depth++;
        var first = true;
        foreach (var item in items)
        {
            NextLine(ref first);
            Write(item);
        }

        Close((byte)']', empty: first);
    }

    private void NextLine(ref bool first)
    {
        if (!first)
        {
            WriteByte((byte)',');
        }

        first = false;
        Indent();
    }

    private void Close(byte end, bool empty)
    {
        _depth--;
        if (!empty)
        {
            Indent();
        }

        WriteByte(end);
    }

    private void Indent()
    {
        if (!indented)
        {
            return;
        }

        WriteByte((byte)'\n');
        Reserve(_depth * 2);
        for (var i = 0; i < _depth * 2; i++)
        {
            _buffer[_length++] = (byte)' ';
        }
    }

    private void WriteString(string text)
    {
        WriteByte((byte)'"');
        Reserve(text.Length + 1);
        var at = 0;
        for (; at < text.Length && text[at] is >= ' ' and < (char)0x80 and not ('"' or '\\'); at++)
        {
            _buffer[_length++] = (byte)text[at];
        }

        if (at < text.Length)
        {
            WriteOdd(text, at);
        }

        WriteByte((byte)'"');
    }

    private void WriteOdd(string text, int at)
    {
        while (at < text.Length)
        {
            var unit = text[at];
            if (unit is < ' ' or '"' or '\\')
            {
                WriteEscape(unit);
                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && text[end] is >= ' ' and not ('"' or '\\'))
            {
                end++;
            }

            // Lone surrogates become U+FFFD in the encoder: JSON in UTF-8 cannot hold them.
            Reserve((end - at) * 3);
            _length += Encoding.UTF8.GetBytes(text, at, end - at, _buffer, _length);
            at = end;
        }
    }

    private void WriteEscape(char unit) => WriteAscii(unit switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture),
    });

    private void WriteInteger(long value)
    {
#if NET
        Reserve(20);
        value.TryFormat(_buffer.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
#else
        WriteAscii(value.ToString(CultureInfo.InvariantCulture));
#endif
    }

    private void WriteAscii(string text)
    {
        Reserve(text.Length);
        foreach (var unit in text)
        {
            _buffer[_length++] = (byte)unit;
        }
    }

    private void WriteByte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    private void Reserve(int more)
    {
        if (_length + more > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));
        }
    }
}
