using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Kube.Json;

public sealed partial class KubeJsonWriter
{
    private const int LongestNumber = 40;

    /// <summary>Writes a string.</summary>
    public void WriteStringValue(string value)
    {
        Reserve(value.Length + 3);
        Text(value);
    }

    /// <summary>Writes a string of characters.</summary>
    public void WriteStringValue(ReadOnlySpan<char> value)
    {
        Reserve(value.Length + 3);
        Text(value);
    }

    /// <summary>Writes a string under a name that needs no escaping.</summary>
    public void WriteString(ReadOnlySpan<byte> name, string value)
    {
        Reserve(name.Length + value.Length + 7);
        Name(name);
        Text(value);
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    public void WriteBooleanValue(bool value) => WriteRawValue(value ? "true"u8 : "false"u8);

    /// <summary>Writes <c>true</c> or <c>false</c> under a name that needs no escaping.</summary>
    public void WriteBoolean(ReadOnlySpan<byte> name, bool value)
    {
        WritePropertyName(name);
        WriteBooleanValue(value);
    }

    /// <summary>Writes <c>null</c>.</summary>
    public void WriteNullValue() => WriteRawValue("null"u8);

    /// <summary>Writes <c>null</c> under a name that needs no escaping.</summary>
    public void WriteNull(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        WriteNullValue();
    }

    /// <summary>Writes a whole number under a name that needs no escaping.</summary>
    public void WriteNumber(ReadOnlySpan<byte> name, long value)
    {
        WritePropertyName(name);
        WriteNumberValue(value);
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteNumberValue(long value)
    {
        var to = BeginNumber();
        Utf8Formatter.TryFormat(value, to, out var written);
        EndNumber(written);
    }

    /// <summary>Writes a whole number.</summary>
    public void WriteNumberValue(ulong value)
    {
        var to = BeginNumber();
        Utf8Formatter.TryFormat(value, to, out var written);
        EndNumber(written);
    }

    /// <summary>Writes a number, as the shortest text that gives the same number again.</summary>
    /// <exception cref="ArgumentException">It is not finite, which JSON cannot say.</exception>
    public void WriteNumberValue(double value)
    {
        // The digits are the platform's business: 1E+16 and the like.
        BeginNested(isScalar: true).WriteNumberValue(value);
        EndNested();
    }

    /// <inheritdoc cref="WriteNumberValue(double)"/>
    public void WriteNumberValue(float value)
    {
        BeginNested(isScalar: true).WriteNumberValue(value);
        EndNested();
    }

    /// <summary>Writes a number, exactly.</summary>
    public void WriteNumberValue(decimal value)
    {
        BeginNested(isScalar: true).WriteNumberValue(value);
        EndNested();
    }

    /// <summary>Writes bytes as base64.</summary>
    public void WriteBase64StringValue(ReadOnlySpan<byte> value)
    {
        Reserve(Base64.GetMaxEncodedToUtf8Length(value.Length) + 3);
        Separate();
        _buffer[_at++] = (byte)'"';
        Base64.EncodeToUtf8(value, _buffer.AsSpan(_at), out _, out var written);
        _at += written;
        _buffer[_at++] = (byte)'"';
        _comma = 1;
    }

    /// <summary>Writes a point in time in RFC 3339 (<see cref="Rfc3339.Format"/>).</summary>
    internal void WriteTimeValue(DateTimeOffset value)
    {
        Reserve(Rfc3339.MaxLength + 3);
        Separate();
        _buffer[_at++] = (byte)'"';
        _at += Rfc3339.Format(value, _buffer.AsSpan(_at));
        _buffer[_at++] = (byte)'"';
        _comma = 1;
    }

    /// <summary>Writes JSON of the platform's document model.</summary>
    internal void WriteElement(JsonElement value)
    {
        value.WriteTo(BeginNested());
        EndNested();
    }

    /// <summary>Writes a string; three bytes more than it has characters must be reserved.</summary>
    private void Text(ReadOnlySpan<char> value)
    {
        Separate();
        var to = _buffer.AsSpan(_at, value.Length + 2);
        if (!PlainText.TryCopy(value, to[1..]))
        {
            // Escapes and other alphabets. The comma is there.
            _comma = 0;
            BeginNested(isScalar: true).WriteStringValue(value);
            EndNested();
            return;
        }
        to[0] = (byte)'"';
        to[^1] = (byte)'"';
        _at += to.Length;
        _comma = 1;
    }

    private Span<byte> BeginNumber()
    {
        Reserve(LongestNumber);
        Separate();
        return _buffer.AsSpan(_at);
    }

    private void EndNumber(int written)
    {
        _at += written;
        _comma = 1;
    }
}
