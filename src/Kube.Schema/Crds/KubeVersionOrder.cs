using System.Globalization;

namespace Kube.Schema.Crds;

/// <summary>The order in which Kubernetes prefers API versions: <c>v10, v2, v1, v11beta2, v10beta3, v3beta1, v12alpha1, foo1, foo10</c>.</summary>
/// <remarks>Stable before beta before alpha, then higher numbers first; what is not like <c>v1beta2</c> comes last, by its text.</remarks>
public sealed class KubeVersionOrder : IComparer<string>
{
    private KubeVersionOrder()
    {
    }

    /// <summary>The one instance; the preferred version sorts first.</summary>
    public static KubeVersionOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parse(x ?? ""), Parse(y ?? ""));
        return (left, right) switch
        {
            (null, null) => string.CompareOrdinal(x, y),
            (null, _) => 1,
            (_, null) => -1,
            var (a, b) => b.Value.CompareTo(a.Value),
        };
    }

    // Stability first, then the major number, then the minor one.
    private static (int Stability, long Major, long Minor)? Parse(string version)
    {
        if (version.Length < 2 || version[0] != 'v')
        {
            return null;
        }

        var digits = version.Skip(1).TakeWhile(unit => unit is >= '0' and <= '9').Count();
        if (Number(version.Substring(1, digits)) is not { } major)
        {
            return null;
        }

        var rest = version.Substring(1 + digits);
        foreach (var (name, stability) in ((string, int)[])[("alpha", 0), ("beta", 1)])
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                return Number(rest.Substring(name.Length)) is { } minor ? (stability, major, minor) : null;
            }
        }

        return rest.Length == 0 ? (2, major, 0) : null;
    }

    // A leading zero is not like Kubernetes.
    private static long? Number(string text) =>
        text.Length > 0 && text[0] is >= '1' and <= '9' && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
