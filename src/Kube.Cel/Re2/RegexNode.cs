namespace Kube.Cel.Re2;

internal enum NodeKind
{
    Empty,
    NoMatch,
    Literal,
    Class,
    BeginLine,
    EndLine,
    BeginText,
    EndText,
    WordBoundary,
    NoWordBoundary,
    Capture,
    Star,
    Plus,
    Quest,
    Repeat,
    Concat,
    Alternate,
}

/// <summary>A node of the syntax tree of a regular expression.</summary>
internal sealed class RegexNode
{
    private RegexNode(NodeKind kind, params RegexNode[] parts)
    {
        Kind = kind;
        Parts = parts;
        var height = 0;
        foreach (var part in parts)
            height = Math.Max(height, part.Height);
        Height = height + 1;
    }

    internal NodeKind Kind { get; }

    internal RegexNode[] Parts { get; }

    /// <summary>The runes of a literal in order, or the ranges of a class.</summary>
    internal int[] Runes { get; private set; } = [];

    internal int Min { get; private set; }

    /// <summary>The most copies of a repetition; -1 for any number.</summary>
    internal int Max { get; private set; }

    internal int Group { get; private set; }

    internal bool NonGreedy { get; private set; }

    /// <summary>Levels of nodes from here down; Go refuses more than 1000.</summary>
    internal int Height { get; }

    /// <summary>Instructions that Go reckons with for this node.</summary>
    internal long Size { get; private set; } = 1;

    /// <summary>Whether the node can match the empty text.</summary>
    internal bool Nullable { get; private set; } = true;

    internal static RegexNode Simple(NodeKind kind) => new(kind) { Nullable = kind != NodeKind.NoMatch };

    internal static RegexNode Literal(params int[] runes) =>
        new(NodeKind.Literal) { Runes = runes, Size = runes.Length, Nullable = false };

    /// <summary>A class, or the literal it amounts to.</summary>
    internal static RegexNode Class(int[] ranges) =>
        ranges.Length == 2 && ranges[0] == ranges[1] ? Literal(ranges[0])
        : new(NodeKind.Class) { Runes = ranges, Nullable = false };

    internal static RegexNode Capture(RegexNode part, int group) =>
        new(NodeKind.Capture, part) { Group = group, Size = 2 + part.Size, Nullable = part.Nullable };

    internal static RegexNode Repetition(NodeKind kind, RegexNode part, bool nonGreedy) =>
        new(kind, part)
        {
            NonGreedy = nonGreedy,
            Size = (kind == NodeKind.Star ? 2 : 1) + part.Size,
            Nullable = kind != NodeKind.Plus || part.Nullable,
        };

    internal static RegexNode Repeat(RegexNode part, int min, int max, bool nonGreedy) =>
        new(NodeKind.Repeat, part)
        {
            Min = min,
            Max = max,
            NonGreedy = nonGreedy,
            Size = Math.Max(1, (min, max) switch
            {
                (0, -1) => 2 + part.Size,
                (_, -1) => 1 + min * part.Size,
                _ => max * part.Size + (max - min),
            }),
            Nullable = min == 0 || part.Nullable,
        };

    /// <summary>One node for a sequence; neighbouring literals become one.</summary>
    internal static RegexNode Concat(List<RegexNode> parts)
    {
        var merged = new List<RegexNode>(parts.Count);
        var runes = new List<int>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind != NodeKind.Literal)
            {
                merged.Add(parts[i]);
                continue;
            }
            runes.Clear();
            var first = i;
            for (; i < parts.Count && parts[i].Kind == NodeKind.Literal; i++)
                runes.AddRange(parts[i].Runes);
            i--;
            merged.Add(i == first ? parts[i] : Literal(runes.ToArray()));
        }
        if (merged.Count == 0)
            return Simple(NodeKind.Empty);
        if (merged.Count == 1)
            return merged[0];
        var all = merged.ToArray();
        return new(NodeKind.Concat, all) { Size = all.Sum(p => p.Size), Nullable = all.All(p => p.Nullable) };
    }

    /// <summary>One node for alternatives; neighbours of one rune each become one class.</summary>
    internal static RegexNode Alternate(List<RegexNode> parts)
    {
        var merged = new List<RegexNode>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            var first = i;
            var set = new RuneSet();
            for (; i < parts.Count && IsSingleRune(parts[i]); i++)
                _ = parts[i].Kind == NodeKind.Class ? set.Add(parts[i].Runes) : set.Add(parts[i].Runes[0], parts[i].Runes[0]);
            if (i > first)
                i--;
            merged.Add(i == first ? parts[i] : Class(set.ToRanges()));
        }
        if (merged.Count == 1)
            return merged[0];
        var all = merged.ToArray();
        return new(NodeKind.Alternate, all)
        {
            Size = all.Sum(p => p.Size) + all.Length - 1,
            Nullable = all.Any(p => p.Nullable),
        };
    }

    private static bool IsSingleRune(RegexNode node) =>
        node.Kind == NodeKind.Class || (node.Kind == NodeKind.Literal && node.Runes.Length == 1);
}
