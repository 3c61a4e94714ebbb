using System.Buffers;

namespace Kube.Core.Tests.Json;

/// <summary>Cuts bytes into a sequence of small segments.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    public static ReadOnlySequence<byte> Of(byte[] bytes, int size)
    {
        Pieces? first = null, last = null;
        for (var at = 0; at < bytes.Length; at += size)
        {
            var next = new Pieces { Memory = bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), RunningIndex = at };
            if (last is not null) last.Next = next;
            first ??= next;
            last = next;
        }
        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }
}
