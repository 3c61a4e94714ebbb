namespace Kube.Cel.Re2;

/// <summary>The working memory of one search for a match: the machine that fits the size of program and text.</summary>
internal sealed class MatchFinder(RegexProgram program)
{
    private Backtracker? _backtracker;
    private PikeVm? _pike;

    /// <summary>Positions found by the last successful search: start and end of each group, -1 for one that took no part.</summary>
    internal int[] Found { get; private set; } = [];

    /// <summary>Places visited by all searches since this finder was made.</summary>
    internal long Steps => (_backtracker?.Steps ?? 0) + (_pike?.Steps ?? 0);

    /// <summary>Searches from a position on; so many slots are noted (2: only the whole match).</summary>
    internal bool Search(string text, int position, int slots)
    {
        bool found;
        if (Backtracker.CanSearch(program, text, position))
        {
            _backtracker ??= new Backtracker(program);
            found = _backtracker.Search(text, position, slots);
            Found = _backtracker.Found;
        }
        else
        {
            _pike ??= new PikeVm(program);
            found = _pike.Search(text, position, slots);
            Found = _pike.Found;
        }
        return found;
    }
}
