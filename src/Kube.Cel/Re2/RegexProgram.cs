namespace Kube.Cel.Re2;

internal enum OpCode : byte
{
    /// <summary>Consumes one rune, <see cref="Instruction.Argument"/>.</summary>
    Rune,

    /// <summary>Consumes one rune of <see cref="Instruction.Ranges"/>.</summary>
    Class,

    /// <summary>Goes on at <see cref="Instruction.Out"/> or, less willingly, at <see cref="Instruction.Argument"/>.</summary>
    Split,

    /// <summary>Notes the position in the slot <see cref="Instruction.Argument"/>.</summary>
    Save,

    /// <summary>Goes on only where the <see cref="Assertions"/> in <see cref="Instruction.Argument"/> hold.</summary>
    Assert,

    Match,
    Fail,
}

/// <summary>What can be asked of a place between two runes.</summary>
[Flags]
internal enum Assertions
{
    None = 0,
    BeginLine = 1,
    EndLine = 2,
    BeginText = 4,
    EndText = 8,
    WordBoundary = 16,
    NoWordBoundary = 32,
}

internal struct Instruction
{
    internal OpCode Op;
    internal int Out;
    internal int Argument;
    internal int[]? Ranges;

    /// <summary>Whether an instruction that consumes a rune takes this one.</summary>
    internal readonly bool Takes(int rune) =>
        Op == OpCode.Rune ? rune == Argument : RuneSet.Contains(Ranges!, rune);
}

/// <summary>A compiled expression: instructions of a nondeterministic automaton, immutable.</summary>
/// <param name="Code">The instructions; the last one emitted is the start only by accident.</param>
/// <param name="Start">Where to begin.</param>
/// <param name="Slots">Two for each group, the whole match included.</param>
/// <param name="Prefix">A text that every match begins with; empty when none is known.</param>
/// <param name="PrefixIsAll">Whether a match is exactly the prefix.</param>
/// <param name="OnlyAtBegin">Whether every match begins where the text does.</param>
/// <param name="Asked">Every assertion that occurs.</param>
internal sealed record RegexProgram(
    Instruction[] Code, int Start, int Slots, string Prefix, bool PrefixIsAll, bool OnlyAtBegin, Assertions Asked)
{
    /// <summary>The assertions that hold at a position of a text.</summary>
    internal static Assertions At(string text, int position)
    {
        var result = Assertions.None;
        bool wordBefore = false, wordAfter = false;
        if (position == 0)
            result |= Assertions.BeginText | Assertions.BeginLine;
        else
        {
            var before = text[position - 1];
            wordBefore = Runes.IsWord(before);
            if (before == '\n')
                result |= Assertions.BeginLine;
        }
        if (position == text.Length)
            result |= Assertions.EndText | Assertions.EndLine;
        else
        {
            var after = text[position];
            wordAfter = Runes.IsWord(after);
            if (after == '\n')
                result |= Assertions.EndLine;
        }
        return result | (wordBefore != wordAfter ? Assertions.WordBoundary : Assertions.NoWordBoundary);
    }
}
