using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kube;

/// <summary>How settled an API version is.</summary>
public enum KubeStability
{
    /// <summary>Not of the form <c>v1</c>, <c>v1beta1</c>, <c>v1alpha1</c>.</summary>
    Nonconformant,
    /// <summary><c>v1alpha1</c>: may change or go at any time.</summary>
    Alpha,
    /// <summary><c>v1beta1</c>: may change with notice.</summary>
    Beta,
    /// <summary><c>v1</c>.</summary>
    Stable,
}

/// <summary>An API version, ordered by Kubernetes' priority: <c>v2</c>, <c>v1</c>, <c>v2beta1</c>, <c>v1beta2</c>, <c>v1alpha1</c>, then all others by text.</summary>
/// <remarks>Greater is better: the greatest of a group's versions is the one its CRD serves first.</remarks>
public readonly record struct KubeVersion : IComparable<KubeVersion>
{
    private readonly string? _text;

    /// <summary>Takes any text; what does not look like a version sorts last.</summary>
    public KubeVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        if (TryRead(text, out var major, out var stability, out var minor)) (Major, Stability, Minor) = (major, stability, minor);
    }

    /// <summary>The number after the <c>v</c>; 0 when the text is no version.</summary>
    public int Major { get; }

    /// <summary>How settled it is.</summary>
    public KubeStability Stability { get; }

    /// <summary>The number after <c>alpha</c> or <c>beta</c>, else 0.</summary>
    public int Minor { get; }

    /// <summary>By stability, then by major, then by minor; texts that are no versions by text, <c>a</c> before (above) <c>b</c>.</summary>
    public int CompareTo(KubeVersion other)
    {
        var order = Stability.CompareTo(other.Stability);
        if (order == 0 && Stability == KubeStability.Nonconformant) return string.CompareOrdinal(other.ToString(), ToString());
        if (order == 0) order = Major.CompareTo(other.Major);
        return order != 0 ? order : Minor.CompareTo(other.Minor);
    }

    /// <summary>Equal when the text is.</summary>
    public bool Equals(KubeVersion other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Orders versions.</summary>
    public static bool operator <(KubeVersion left, KubeVersion right) => left.CompareTo(right) < 0;

    /// <summary>Orders versions.</summary>
    public static bool operator >(KubeVersion left, KubeVersion right) => left.CompareTo(right) > 0;

    /// <summary>Orders versions.</summary>
    public static bool operator <=(KubeVersion left, KubeVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Orders versions.</summary>
    public static bool operator >=(KubeVersion left, KubeVersion right) => left.CompareTo(right) >= 0;

    [SuppressMessage("Globalization", "CA1307", Justification = "Chars are compared ordinally.")]
    private static bool TryRead(ReadOnlySpan<char> text, out int major, out KubeStability stability, out int minor)
    {
        (major, stability, minor) = (0, KubeStability.Nonconformant, 0);
        if (text is not ['v', .. var rest]) return false;
        var digits = CountDigits(rest);
        if (!TryNumber(rest[..digits], out major)) return false;
        var tail = rest[digits..];
        if (tail.Length == 0) stability = KubeStability.Stable;
        else if (tail.StartsWith("beta") && TryNumber(tail[4..], out minor)) stability = KubeStability.Beta;
        else if (tail.StartsWith("alpha") && TryNumber(tail[5..], out minor)) stability = KubeStability.Alpha;
        return stability != KubeStability.Nonconformant;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count])) count++;
        return count;
    }

    // A leading zero is no version (v01), as in apimachinery's expression.
    private static bool TryNumber(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        return text.Length > 0 && text[0] != '0' && CountDigits(text) == text.Length && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
