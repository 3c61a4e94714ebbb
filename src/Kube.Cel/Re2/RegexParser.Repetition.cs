namespace Kube.Cel.Re2;

internal sealed partial class RegexParser
{
    private bool ParseRepetition(int lastRepeat, out int repeat)
    {
        var start = _position;
        repeat = -1;
        int min = 0, max = -1;
        var kind = pattern[start] switch
        {
            '*' => NodeKind.Star,
            '+' => NodeKind.Plus,
            '?' => NodeKind.Quest,
            _ => NodeKind.Repeat,
        };
        if (kind != NodeKind.Repeat)
            _position++;
        else if (!TryReadCounts(out min, out max))
        {
            // A brace that begins no counts is an ordinary character.
            _position = start + 1;
            return PushLiteral('{');
        }
        else if (min < 0 || min > MaxRepeat || max > MaxRepeat || (max >= 0 && min > max))
            return Fail(Re2ErrorCode.InvalidRepeatSize, start, _position);

        var nonGreedy = (_flags & Flags.NonGreedy) != 0;
        if (Follows(0, '?'))
        {
            _position++;
            nonGreedy = !nonGreedy;
        }
        if (lastRepeat >= 0)
            return Fail(Re2ErrorCode.InvalidRepeatOp, lastRepeat, _position);
        var sequence = _current.Sequence;
        if (sequence.Count == 0)
            return Fail(Re2ErrorCode.MissingRepeatArgument, start, _position);

        var part = sequence[sequence.Count - 1];
        var node = kind == NodeKind.Repeat ? RegexNode.Repeat(part, min, max, nonGreedy) : RegexNode.Repetition(kind, part, nonGreedy);
        sequence[sequence.Count - 1] = node;
        repeat = start;
        if (!CheckLimits(node))
            return false;
        return kind != NodeKind.Repeat || (min < 2 && max < 2) || CountsMultiplyWithin(node, MaxRepeat)
            || Fail(Re2ErrorCode.InvalidRepeatSize, start, _position);
    }

    /// <summary>Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; a number too big for any limit makes the minimum -1.</summary>
    private bool TryReadCounts(out int min, out int max)
    {
        max = -1;
        _position++;
        if (!TryReadCount(out min) || _position >= pattern.Length)
            return false;
        if (pattern[_position] != ',')
            max = min;
        else
        {
            _position++;
            if (_position >= pattern.Length)
                return false;
            if (pattern[_position] != '}')
            {
                if (!TryReadCount(out max))
                    return false;
                if (max < 0)
                    min = -1;
            }
        }
        if (!Follows(0, '}'))
            return false;
        _position++;
        return true;
    }

    private bool TryReadCount(out int value)
    {
        value = 0;
        var start = _position;
        while (_position < pattern.Length && pattern[_position] is >= '0' and <= '9')
        {
            if (value >= 0)
                value = value >= 100_000_000 ? -1 : value * 10 + pattern[_position] - '0';
            _position++;
        }
        var digits = _position - start;
        return digits == 1 || (digits > 1 && pattern[start] != '0');
    }

    /// <summary>Whether no way down the tree multiplies to more than so many copies.</summary>
    /// <remarks>As deep as the tree, which <see cref="MaxHeight"/> bounds; counts below 2 never lead here.</remarks>
    private static bool CountsMultiplyWithin(RegexNode node, int copies)
    {
        if (node.Kind == NodeKind.Repeat)
        {
            var most = node.Max < 0 ? node.Min : node.Max;
            if (node.Max == 0)
                return true;
            if (most > copies)
                return false;
            if (most > 0)
                copies /= most;
        }
        foreach (var part in node.Parts)
        {
            if (!CountsMultiplyWithin(part, copies))
                return false;
        }
        return true;
    }
}
