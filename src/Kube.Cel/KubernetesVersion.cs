using System.Globalization;

namespace Kube.Cel;

/// <summary>A Kubernetes minor version, such as 1.34: what decides which CEL functions exist.</summary>
/// <param name="Major">The major version; 1 for every release so far.</param>
/// <param name="Minor">The minor version.</param>
public readonly record struct KubernetesVersion(int Major, int Minor) : IComparable<KubernetesVersion>
{
    /// <summary>The newest release whose rules this library knows.</summary>
    public static KubernetesVersion Newest { get; } = new(1, 37);

    /// <summary>The oldest release supported by the Kubernetes project when this library was written; the default target.</summary>
    public static KubernetesVersion OldestSupported { get; } = new(1, 33);

    /// <summary>The release before this one; a server compiles new expressions as its predecessor would, so that a rollback stays possible.</summary>
    public KubernetesVersion Previous => new(Major, Math.Max(0, Minor - 1));

    /// <summary>The release after this one.</summary>
    public KubernetesVersion Next => new(Major, Minor + 1);

    /// <summary>Reads <c>1.34</c>, <c>v1.34</c> or <c>v1.34.2+k3s1</c>.</summary>
    /// <returns>False when the text does not begin with a major and a minor number.</returns>
    public static bool TryParse(string? text, out KubernetesVersion version)
    {
        version = default;
        var parts = (text ?? "").TrimStart('v').Split('.');
        if (parts.Length < 2)
        {
            return false;
        }

        var minorDigits = new string(parts[1].TakeWhile(char.IsDigit).ToArray());
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || !int.TryParse(minorDigits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor))
        {
            return false;
        }

        version = new KubernetesVersion(major, minor);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(KubernetesVersion other) => Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    /// <summary>Whether the left version is older.</summary>
    public static bool operator <(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left version is newer.</summary>
    public static bool operator >(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left version is older or the same.</summary>
    public static bool operator <=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left version is newer or the same.</summary>
    public static bool operator >=(KubernetesVersion left, KubernetesVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Major.ToString(CultureInfo.InvariantCulture) + "." + Minor.ToString(CultureInfo.InvariantCulture);
}
