using System.Globalization;

namespace Kube.Tests;

/// <summary>How many random cases a property is tried with.</summary>
internal static class Rounds
{
    private static readonly int? Asked =
        int.TryParse(Environment.GetEnvironmentVariable("KUBE_PROPERTY_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : null;

    /// <summary>What <c>KUBE_PROPERTY_ROUNDS</c> says, else <paramref name="usual"/>: enough to notice a mistake, and a second at most.</summary>
    public static int Or(int usual) => Asked ?? usual;
}
