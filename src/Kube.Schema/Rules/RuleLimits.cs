using System.Globalization;

namespace Kube.Schema.Rules;

/// <summary>What rules may cost, and the words for those that cost more.</summary>
public static class RuleLimits
{
    /// <summary>The most one rule or message expression may be estimated to cost, all places where its node can occur taken together.</summary>
    public const ulong PerRule = 10_000_000;

    /// <summary>The most all rules of one version's schema may be estimated to cost.</summary>
    public const ulong PerSchema = 100_000_000;

    /// <summary>The most one evaluation may cost.</summary>
    public const ulong PerEvaluation = 1_000_000;

    /// <summary>The most all evaluations for one object in one request may cost.</summary>
    public const long PerRequest = 10_000_000;

    /// <summary>The greatest length of an evaluated message, in bytes.</summary>
    internal const int MaxMessageSize = 5 * 1024;

    internal static string Exceeded(string what, ulong cost, ulong limit)
    {
        var factor = (double)cost / limit;
        var text = factor > 100 ? "more than 100x"
            : factor < 1.5 ? factor.ToString("F6", CultureInfo.InvariantCulture) + "x"
            : factor.ToString("F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {text} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, "
            + "maps, and strings are declared)";
    }

    internal static ulong Multiply(ulong cost, ulong count) => cost == 0 ? 0 : ulong.MaxValue / cost < count ? ulong.MaxValue : cost * count;
}
