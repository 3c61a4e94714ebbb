namespace Kube.Runtime;

/// <summary>The order of resource versions.</summary>
/// <remarks>
/// Since Kubernetes 1.35 they are decimal numbers that compare by value (KEP-5504); older servers have in fact always sent such
/// numbers. What is no number compares with nothing.
/// </remarks>
internal static class ResourceVersions
{
    /// <summary>Whether <paramref name="version"/> is at least <paramref name="wanted"/>; <see langword="null"/> when nobody can tell.</summary>
    public static bool? HasReached(string? version, string? wanted)
    {
        if (!IsNumber(version) || !IsNumber(wanted))
            return null;
        var byLength = version.Length.CompareTo(wanted.Length);
        return (byLength != 0 ? byLength : string.CompareOrdinal(version, wanted)) >= 0;
    }

    private static bool IsNumber([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? version)
    {
        if (string.IsNullOrEmpty(version) || version[0] is < '1' or > '9')
            return false;
        foreach (var digit in version)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
        }
        return true;
    }
}
