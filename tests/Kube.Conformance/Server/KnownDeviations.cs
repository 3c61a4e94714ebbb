using System.Collections.Frozen;

namespace Kube.Conformance.Server;

/// <summary>The scenarios the embedded server does not pass, each with the reason. A listed scenario that passes fails its test, so the list can only shrink.</summary>
internal static class KnownDeviations
{
    private const string MetadataTexts = "the words or paths of Kube.Schema's metadata rules differ from the server's";

    private static readonly FrozenDictionary<string, string> List = new Dictionary<string, string>
    {
        ["crud/immutable-metadata"] = MetadataTexts,
        ["crud/names-invalid"] = MetadataTexts,
        ["crud/namespace-object"] = MetadataTexts,
        ["discovery/legacy-core"] = "the verbose health answer names the real server's post-start hooks",
        ["discovery/openapi-v3"] = "documents are served and kubectl works with them, but their wording is not the recorded one",
        ["validation/pruning"] = "unknown fields of embedded metadata are warned of in alphabetical order, not last",
    }.ToFrozenDictionary();

    public static string? Reason(string scenario) => List.GetValueOrDefault(scenario);
}
