namespace Kube.Cel.Re2;

/// <summary>What a state knows of the rune before it, as far as assertions ask.</summary>
[Flags]
internal enum DfaPast
{
    None = 0,
    BeginText = 1,
    Newline = 2,
    Word = 4,
}

internal static class DfaContext
{
    internal const DfaPast BeginText = DfaPast.BeginText;

    internal static DfaPast After(int rune) =>
        rune == '\n' ? DfaPast.Newline : Runes.IsWord(rune) ? DfaPast.Word : DfaPast.None;
}

/// <summary>A set of places in the program where a match may stand; arrows by kind of rune, the last one for the end of the text.</summary>
internal sealed class DfaState(int[] places, DfaPast past, int kinds)
{
    /// <summary>No match can come any more.</summary>
    internal static readonly DfaState Dead = new([], DfaPast.None, 0) { IsFinal = true };

    /// <summary>A match has been found.</summary>
    internal static readonly DfaState Matched = new([], DfaPast.None, 0) { IsFinal = true, IsMatch = true };

    /// <summary>Instructions that consume a rune, and assertions that depend on the next one; ascending.</summary>
    internal int[] Places { get; } = places;

    internal DfaPast Past { get; } = past;

    internal DfaState?[] Next { get; } = kinds == 0 ? [] : new DfaState?[kinds + 1];

    internal bool IsFinal { get; private set; }

    internal bool IsMatch { get; private set; }
}
