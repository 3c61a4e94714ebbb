using System.Buffers;

namespace Kube.Testing.Serving;

/// <summary>Lines of a watch that are due together and go out together: a write to a connection costs more than an event.</summary>
internal sealed class WatchChunk
{
    private const int Size = 16 * 1024;

    private ReadOnlyMemory<byte> _first;
    private ArrayBufferWriter<byte>? _many;

    public bool IsEmpty => _first.IsEmpty;

    public bool IsFull => _many?.WrittenCount >= Size;

    public void Add(ReadOnlyMemory<byte> line)
    {
        if (_first.IsEmpty)
        {
            _first = line;
            return;
        }

        if (_many is null)
        {
            _many = new(Size);
            _many.Write(_first.Span);
        }

        _many.Write(line.Span);
    }

    /// <summary>What was added since the last time; a single line is not copied.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var taken = _many?.WrittenMemory ?? _first;
        (_first, _many) = (default, null);
        return taken;
    }
}
