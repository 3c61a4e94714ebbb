using System.Globalization;
using System.Text.RegularExpressions;

namespace Kube.Testing.Discovery;

/// <summary>The order of API versions: stable before beta before alpha, newer before older, others after them by name.</summary>
internal static partial class VersionOrder
{
    public static IComparer<string> Newest { get; } = Comparer<string>.Create(static (a, b) => Rank(a).CompareTo(Rank(b)));

    private static (int Stability, long Major, long Minor, string Name) Rank(string version)
    {
        var match = Pattern().Match(version);
        if (!match.Success)
        {
            return (3, 0, 0, version);
        }

        var stability = match.Groups[2].Value switch { "" => 0, "beta" => 1, _ => 2 };
        return (stability, -Number(match.Groups[1].Value), -Number(match.Groups[3].Value), version);
    }

    private static long Number(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"^v([1-9][0-9]*)(?:(alpha|beta)([1-9][0-9]*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
