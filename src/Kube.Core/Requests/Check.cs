namespace Kube;

/// <summary>The limits that API servers put on parameters, checked before anything is sent.</summary>
internal static class Check
{
    /// <summary>The server's bound on a field manager's name, in bytes.</summary>
    private const int FieldManagerMaxBytes = 128;

    public static void Require(bool holds, string parameter, string rule)
    {
        if (!holds) throw new ArgumentException($"{parameter} {rule}.", parameter);
    }

    /// <summary>At most 128 bytes, all printable (<c>ValidateFieldManager</c>).</summary>
    public static string? FieldManager(string? name, string parameter)
    {
        if (name is null) return null;
        Require(name.Length > 0, parameter, "is empty; leave it unset, or name the manager");
        Require(System.Text.Encoding.UTF8.GetByteCount(name) <= FieldManagerMaxBytes, parameter, $"may be {FieldManagerMaxBytes} bytes long at most");
        foreach (var rune in name.EnumerateRunes())
            Require(IsPrintable(rune), parameter, $"contains U+{rune.Value:X4}, which is not printable");
        return name;
    }

    /// <summary>Whole seconds, positive.</summary>
    public static long? Seconds(TimeSpan? value, string parameter)
    {
        if (value is not { } time) return null;
        Require(time > TimeSpan.Zero, parameter, $"must be positive, not {time}");
        return (long)Math.Ceiling(time.TotalSeconds);
    }

    // Go's unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and the ASCII space.
    private static bool IsPrintable(System.Text.Rune rune) => rune.Value == ' ' || System.Text.Rune.GetUnicodeCategory(rune) is not
        (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate
        or System.Globalization.UnicodeCategory.PrivateUse or System.Globalization.UnicodeCategory.OtherNotAssigned or System.Globalization.UnicodeCategory.SpaceSeparator
        or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);
}
