using System.Collections.Frozen;

namespace Kube.Conformance.Server;

/// <summary>The scenarios the embedded server does not pass, each with the reason. A listed scenario that passes fails its test, so the list can only shrink.</summary>
internal static class KnownDeviations
{
    private static readonly FrozenDictionary<string, string> List = new Dictionary<string, string>
    {
        ["discovery/legacy-core"] = "the verbose health answer names the real server's post-start hooks",
        ["discovery/openapi-v3"] = "documents are served and kubectl works with them, but their wording is not the recorded one",
    }.ToFrozenDictionary();

    public static string? Reason(string scenario) => List.GetValueOrDefault(scenario);
}
