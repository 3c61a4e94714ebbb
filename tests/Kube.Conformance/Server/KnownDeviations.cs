using System.Collections.Frozen;

namespace Kube.Conformance.Server;

/// <summary>The scenarios the embedded server does not pass, each with the reason. A listed scenario that passes fails its test, so the list can only shrink.</summary>
internal static class KnownDeviations
{
    private static readonly FrozenDictionary<string, string> List = new Dictionary<string, string>
    {
    }.ToFrozenDictionary();

    public static string? Reason(string scenario) => List.GetValueOrDefault(scenario);
}
