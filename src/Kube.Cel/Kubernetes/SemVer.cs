using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Kube.Cel.Kubernetes;

/// <summary>A semantic version as CEL's <c>semver()</c> reads and orders it (semver.org 2.0.0; build metadata does not count).</summary>
public sealed class SemVer : IEquatable<SemVer>, IComparable<SemVer>
{
    private readonly string[] _preRelease;
    private readonly string _build;

    private SemVer(ulong major, ulong minor, ulong patch, string[] preRelease, string build) =>
        (Major, Minor, Patch, _preRelease, _build) = (major, minor, patch, preRelease, build);

    /// <summary>The first number.</summary>
    public ulong Major { get; }

    /// <summary>The second number.</summary>
    public ulong Minor { get; }

    /// <summary>The third number.</summary>
    public ulong Patch { get; }

    /// <summary>The identifiers of the pre-release; empty for a release.</summary>
    public IReadOnlyList<string> PreRelease => _preRelease;

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <param name="version">The version.</param>
    /// <param name="error">What an API server says of a text that is none.</param>
    /// <param name="normalize">Drop a leading v and leading zeros, and add missing minor and patch numbers.</param>
    /// <returns>Whether the text is a version.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out SemVer? version, [NotNullWhen(false)] out string? error, bool normalize = false)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));
        version = null;
        error = null;
        var normalized = normalize ? Normalize(text, out error) : text;
        error ??= Read(normalized!, out version);
        return error is null;
    }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <param name="normalize">See <see cref="TryParse"/>.</param>
    /// <returns>The version.</returns>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static SemVer Parse(string text, bool normalize = false) =>
        TryParse(text, out var version, out var error, normalize) ? version : throw new FormatException(error);

    /// <summary>Orders by numbers, then release above pre-release, then by identifiers: numeric ones below and by value.</summary>
    /// <param name="other">The other version.</param>
    /// <returns>-1, 0 or 1.</returns>
    public int CompareTo(SemVer? other)
    {
        if (other is null)
            return 1;
        var result = Major.CompareTo(other.Major);
        if (result == 0)
            result = Minor.CompareTo(other.Minor);
        if (result == 0)
            result = Patch.CompareTo(other.Patch);
        if (result == 0 && (_preRelease.Length == 0 || other._preRelease.Length == 0))
            return other._preRelease.Length.CompareTo(0) - _preRelease.Length.CompareTo(0);
        for (var i = 0; result == 0 && i < _preRelease.Length && i < other._preRelease.Length; i++)
            result = Compare(_preRelease[i], other._preRelease[i]);
        return result != 0 ? result : _preRelease.Length.CompareTo(other._preRelease.Length);
    }

    /// <summary>Whether two versions rank the same.</summary>
    /// <param name="other">The other version.</param>
    /// <returns>Whether they do.</returns>
    public bool Equals(SemVer? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SemVer);

    /// <inheritdoc/>
    public override int GetHashCode() => (Major, Minor, Patch, string.Join(".", _preRelease)).GetHashCode();

    /// <summary>The version as written, normalized if it was read so.</summary>
    /// <returns>Such as <c>1.2.3-rc.1+build</c>.</returns>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", Major, Minor, Patch)
        + (_preRelease.Length > 0 ? "-" + string.Join(".", _preRelease) : "") + _build;

    private static int Compare(string left, string right)
    {
        bool leftNumber = IsNumber(left), rightNumber = IsNumber(right);
        if (leftNumber != rightNumber)
            return leftNumber ? -1 : 1;
        // Numbers have no leading zeros, so the longer one is the larger one.
        var result = leftNumber ? left.Length.CompareTo(right.Length) : 0;
        return result != 0 ? result : Math.Sign(string.CompareOrdinal(left, right));
    }

    private static string? Normalize(string text, out string? error)
    {
        error = null;
        if (text.StartsWith("v", StringComparison.Ordinal))
            text = text.Substring(1);
        var parts = text.Split(['.'], 3).ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Length <= 1)
                continue;
            var trimmed = parts[i].TrimStart('0');
            parts[i] = trimmed.Length == 0 || trimmed[0] is < '0' or > '9' ? "0" + trimmed : trimmed;
        }
        if (parts.Count < 3)
        {
            if (parts[parts.Count - 1].IndexOfAny(['+', '-']) >= 0)
            {
                error = "short version cannot contain PreRelease/Build meta data";
                return null;
            }
            while (parts.Count < 3)
                parts.Add("0");
        }
        return string.Join(".", parts);
    }

    private static string? Read(string text, out SemVer? version)
    {
        version = null;
        if (text.Length == 0)
            return "Version string empty";
        var parts = text.Split(['.'], 3);
        if (parts.Length != 3)
            return "No Major.Minor.Patch elements found";
        var (patchText, build) = Cut(parts[2], '+');
        (patchText, var preRelease) = Cut(patchText, '-');
        var error = ReadNumber("major", parts[0], out var major)
            ?? ReadNumber("minor", parts[1], out _)
            ?? ReadNumber("patch", patchText, out _);
        if (error is not null)
            return error;
        _ = ReadNumber("minor", parts[1], out var minor);
        _ = ReadNumber("patch", patchText, out var patch);
        var identifiers = preRelease?.Split('.') ?? [];
        error = identifiers.Select(CheckPreRelease).FirstOrDefault(e => e is not null)
            ?? build?.Split('.').Select(CheckBuild).FirstOrDefault(e => e is not null);
        if (error is null)
            version = new(major, minor, patch, identifiers, build is null ? "" : "+" + build);
        return error;
    }

    private static (string Before, string? After) Cut(string text, char separator)
    {
        var at = text.IndexOf(separator);
        return at < 0 ? (text, null) : (text.Substring(0, at), text.Substring(at + 1));
    }

    private static string? ReadNumber(string name, string text, out ulong value)
    {
        value = 0;
        if (!text.All(c => c is >= '0' and <= '9'))
            return $"Invalid character(s) found in {name} number {GoText.Quote(text)}";
        if (text.Length > 1 && text[0] == '0')
            return $"{char.ToUpperInvariant(name[0])}{name.Substring(1)} number must not contain leading zeroes {GoText.Quote(text)}";
        return ParseUint(text, out value);
    }

    private static string? ParseUint(string text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) ? null
        : $"strconv.ParseUint: parsing {GoText.Quote(text)}: {(text.Length == 0 ? "invalid syntax" : "value out of range")}";

    private static string? CheckPreRelease(string text)
    {
        if (text.Length == 0)
            return "Prerelease is empty";
        if (IsNumber(text))
            return text.Length > 1 && text[0] == '0' ? "Numeric PreRelease version must not contain leading zeroes " + GoText.Quote(text)
                : ParseUint(text, out _);
        return text.All(IsIdentifierCharacter) ? null : "Invalid character(s) found in prerelease " + GoText.Quote(text);
    }

    private static string? CheckBuild(string text) =>
        text.Length == 0 ? "Build meta data is empty"
        : text.All(IsIdentifierCharacter) ? null : "Invalid character(s) found in build meta data " + GoText.Quote(text);

    private static bool IsNumber(string text) => text.All(c => c is >= '0' and <= '9');

    private static bool IsIdentifierCharacter(char c) => c == '-' || Re2.Runes.IsAsciiLetterOrDigit(c);
}
