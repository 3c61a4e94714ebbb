using System.Globalization;

namespace Kube.Schema.Tests.Properties;

/// <summary>How many random cases a property is tried with: 2,000, or what <c>KUBE_PROPERTY_ROUNDS</c> says.</summary>
internal static class Rounds
{
    public static int Count { get; } = int.TryParse(Environment.GetEnvironmentVariable("KUBE_PROPERTY_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) ? rounds : 2000;
}
