using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kube.Json;

/// <summary>Writes compact JSON as UTF-8 straight into the memory that a buffer lends: what codecs write with.</summary>
/// <remarks>
/// <para>
/// The members are called as those of <see cref="Utf8JsonWriter"/>, and the bytes are the same; it costs half, since almost every text of a Kubernetes object is ASCII
/// that needs no escaping: it is copied and checked in one pass. Everything else goes through a <see cref="Utf8JsonWriter"/> (<see cref="BeginNested"/>).
/// </para>
/// <para>It does not check that calls make JSON: codecs do as they are generated. Nesting is bounded by <see cref="KubeJson.MaxDepth"/>.</para>
/// </remarks>
public sealed partial class KubeJsonWriter : IBufferWriter<byte>
{
    private const int SmallestChunk = 256;

    // Text goes to API servers and people, never into HTML: quotes and control characters are all that must be escaped.
    internal static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = KubeJson.MaxDepth, SkipValidation = true };

    private readonly IBufferWriter<byte> _output;
    private byte[] _buffer = [];
    private int _start;
    private int _at;
    private int _end;
    private bool _isCopied;
    // 1 when a comma stands before the next name or value: added to a position without a branch.
    private int _comma;
    private int _depth;
    private Utf8JsonWriter? _nested;
    private int _nestedDepth;

    /// <summary>Writes into a buffer; nothing is certain to be there before <see cref="Flush"/>.</summary>
    public KubeJsonWriter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Hands everything written to the buffer.</summary>
    public void Flush()
    {
        if (_at > _start)
        {
            if (_isCopied) _output.Write(_buffer.AsSpan(_start, _at - _start));
            else _output.Advance(_at - _start);
        }
        // What was lent must not be touched after that.
        _start = _end = _at;
    }

    /// <summary>Starts an object.</summary>
    /// <exception cref="InvalidOperationException">The nesting is too deep.</exception>
    public void WriteStartObject() => Start((byte)'{');

    /// <summary>Starts an object under a name that needs no escaping.</summary>
    /// <inheritdoc cref="WriteStartObject()"/>
    public void WriteStartObject(ReadOnlySpan<byte> name)
    {
        WritePropertyName(name);
        Start((byte)'{');
    }

    /// <summary>Ends an object.</summary>
    public void WriteEndObject() => End((byte)'}');

    /// <summary>Starts an array.</summary>
    /// <inheritdoc cref="WriteStartObject()"/>
    public void WriteStartArray() => Start((byte)'[');

    /// <summary>Ends an array.</summary>
    public void WriteEndArray() => End((byte)']');

    /// <summary>Writes a name that needs no escaping: printable ASCII without quotes and backslashes, as it stands in a literal.</summary>
    public void WritePropertyName(ReadOnlySpan<byte> name)
    {
        Reserve(name.Length + 4);
        Name(name);
    }

    /// <summary>Writes a name of any text.</summary>
    public void WritePropertyName(string name)
    {
        WriteStringValue(name);
        Reserve(1);
        _buffer[_at++] = (byte)':';
        _comma = 0;
    }

    /// <summary>Writes JSON that is known to be one whole value, as it is.</summary>
    public void WriteRawValue(ReadOnlySpan<byte> utf8Json)
    {
        Reserve(utf8Json.Length + 1);
        Separate();
        utf8Json.CopyTo(_buffer.AsSpan(_at));
        _at += utf8Json.Length;
        _comma = 1;
    }

    /// <summary>The same of a value in three pieces.</summary>
    internal void WriteRawValue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> middle, ReadOnlySpan<byte> tail)
    {
        Reserve(head.Length + middle.Length + tail.Length + 1);
        Separate();
        head.CopyTo(_buffer.AsSpan(_at));
        middle.CopyTo(_buffer.AsSpan(_at + head.Length));
        tail.CopyTo(_buffer.AsSpan(_at + head.Length + middle.Length));
        _at += head.Length + middle.Length + tail.Length;
        _comma = 1;
    }

    /// <summary>Writes the members of an object that are known to be JSON, as they are; of an empty object none.</summary>
    internal void WriteRawMembers(ReadOnlySpan<byte> utf8Json)
    {
        var members = utf8Json.Trim(" \t\r\n"u8);
        if (!members.IsEmpty) WriteRawValue(members);
    }

    /// <summary>Starts one value that is written by a writer of the platform, such as a <see cref="JsonElement"/>.</summary>
    /// <param name="isScalar">Whether the value is no object or array, so that the depth does not matter.</param>
    /// <returns>The writer, which <see cref="EndNested"/> takes back.</returns>
    internal Utf8JsonWriter BeginNested(bool isScalar = false)
    {
        Reserve(1);
        Separate();
        if (_nested is null || (_nestedDepth != _depth && !isScalar))
        {
            if (_depth >= KubeJson.MaxDepth && !isScalar) throw TooDeep();
            _nested = new Utf8JsonWriter(this, Options with { MaxDepth = Math.Max(1, KubeJson.MaxDepth - _depth) });
            _nestedDepth = _depth;
        }
        return _nested;
    }

    /// <summary>Ends a value that was written by another writer.</summary>
    internal void EndNested()
    {
        _nested!.Flush();
        _nested.Reset();
        _comma = 1;
    }

    /// <summary>Only for the nested writer.</summary>
    void IBufferWriter<byte>.Advance(int count) => _at += count;

    /// <inheritdoc cref="IBufferWriter{T}.Advance"/>
    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_at, _end - _at);
    }

    /// <inheritdoc cref="IBufferWriter{T}.Advance"/>
    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => ((IBufferWriter<byte>)this).GetMemory(sizeHint).Span;

    private void Start(byte bracket)
    {
        if (_depth >= KubeJson.MaxDepth) throw TooDeep();
        _depth++;
        Reserve(2);
        Separate();
        _buffer[_at++] = bracket;
        _comma = 0;
    }

    private void End(byte bracket)
    {
        _depth--;
        Reserve(1);
        _buffer[_at++] = bracket;
        _comma = 1;
    }

    /// <summary>Writes the comma that is due; one byte must be reserved.</summary>
    private void Separate()
    {
        _buffer[_at] = (byte)',';
        _at += _comma;
    }

    /// <summary>Writes a name; four bytes more than it has must be reserved.</summary>
    private void Name(ReadOnlySpan<byte> name)
    {
        var to = _buffer.AsSpan(_at, name.Length + 4);
        to[0] = (byte)',';
        to = to[_comma..];
        to[0] = (byte)'"';
        name.CopyTo(to[1..]);
        to[name.Length + 1] = (byte)'"';
        to[name.Length + 2] = (byte)':';
        _at += _comma + name.Length + 3;
        _comma = 0;
    }

    private void Reserve(int size)
    {
        if (_end - _at < size) Grow(size);
    }

    private void Grow(int size)
    {
        Flush();
        var memory = _output.GetMemory(Math.Max(size, SmallestChunk));
        _isCopied = !MemoryMarshal.TryGetArray<byte>(memory, out var lent);
        if (_isCopied) lent = new byte[Math.Max(size, 4 * 1024)];
        (_buffer, _start, _at, _end) = (lent.Array!, lent.Offset, lent.Offset, lent.Offset + lent.Count);
    }

    private static InvalidOperationException TooDeep() => new($"The value nests deeper than {KubeJson.MaxDepth} levels, or contains itself.");
}
