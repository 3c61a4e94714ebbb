using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>One recorded scenario: what was asked of a real API server, and what it answered.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">Its content.</param>
public sealed record Scenario(string Path, JsonObject Document)
{
    /// <summary>Area and name, such as <c>crud/widget-lifecycle</c>.</summary>
    public string Name => $"{Document.GetString("area")}/{Document.GetString("name")}";

    /// <summary>Whether a controller manager ran.</summary>
    public bool NeedsControllers => Document.GetString("needs") == "controllers";

    public IReadOnlyList<JsonObject> Setup => Steps("setup");

    public IReadOnlyList<JsonObject> Main => Steps("steps");

    public static Scenario Load(string path) => new(path, (JsonObject)JsonValue.Parse(File.ReadAllBytes(path)));

    private List<JsonObject> Steps(string section) => [.. (Document.GetArray(section) ?? JsonArray.Empty).OfType<JsonObject>()];
}
