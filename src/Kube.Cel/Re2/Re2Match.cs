namespace Kube.Cel.Re2;

/// <summary>Where a match, or a group of one, lies in a text.</summary>
/// <param name="Index">First UTF-16 unit; -1 for a group that took no part.</param>
/// <param name="Length">Count of UTF-16 units.</param>
public readonly record struct Re2Match(int Index, int Length)
{
    /// <summary>A group that took no part in the match.</summary>
    public static readonly Re2Match None = new(-1, 0);

    /// <summary>Whether there is a match here.</summary>
    public bool Success => Index >= 0;

    /// <summary>The UTF-16 unit behind the match.</summary>
    public int End => Index + Length;

    /// <summary>The matched part of the text that was searched; empty for a group that took no part.</summary>
    /// <param name="text">The text that was searched.</param>
    /// <returns>The part of it.</returns>
    public string In(string text) =>
        Success ? (text ?? throw new ArgumentNullException(nameof(text))).Substring(Index, Length) : "";
}
