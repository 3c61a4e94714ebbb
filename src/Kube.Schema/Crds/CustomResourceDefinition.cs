using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds;

/// <summary>A <c>CustomResourceDefinition</c> of <c>apiextensions.k8s.io/v1</c>: the declaration of a kind of resources.</summary>
/// <remarks>Plain data with value equality; <c>CrdValidation</c> says what an API server would refuse.</remarks>
public sealed record CustomResourceDefinition
{
    /// <summary><c>apiextensions.k8s.io/v1</c>.</summary>
    public const string ApiVersion = "apiextensions.k8s.io/v1";

    /// <summary><c>CustomResourceDefinition</c>.</summary>
    public const string Kind = "CustomResourceDefinition";

    /// <summary>The object's metadata, whole. A new CRD has <c>name</c> (<c>&lt;plural&gt;.&lt;group&gt;</c>) and may have labels and annotations.</summary>
    public JsonObject Metadata { get; init; } = JsonObject.Empty;

    /// <summary>What is declared.</summary>
    public CustomResourceDefinitionSpec Spec { get; init; } = new();

    /// <summary>What the server says about it: conditions, accepted names, stored versions. Absent in a new one.</summary>
    public JsonObject? Status { get; init; }

    /// <summary><c>metadata.name</c>, empty where there is none.</summary>
    public string Name => Metadata.GetString("name") ?? "";

    /// <summary>The versions in which objects may be stored: <c>status.storedVersions</c>.</summary>
    public IReadOnlyList<string> StoredVersions => [.. Status?.GetArray("storedVersions")?.OfType<JsonString>().Select(version => version.Value) ?? []];

    /// <summary>The <c>status</c> of the condition <paramref name="type"/> (<c>True</c>, <c>False</c>, <c>Unknown</c>), or none.</summary>
    public string? Condition(string type) => Status?.GetArray("conditions")?.OfType<JsonObject>()
        .FirstOrDefault(condition => condition.GetString("type") == type)?.GetString("status");

    /// <summary>Whether the condition <c>Established</c> holds: the server serves it.</summary>
    public bool IsEstablished => Condition("Established") == "True";

    /// <summary>This CRD as JSON; fields in the order people write them.</summary>
    public JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("apiVersion", ApiVersion)
        .Add("kind", Kind)
        .Add("metadata", Metadata)
        .Add("spec", Spec.ToJson())
        .Add("status", Status)
        .Build();

    /// <summary>Reads a CRD.</summary>
    /// <exception cref="JsonShapeException">A field is of a wrong type or not known, or it is not a CRD of this version.</exception>
    public static CustomResourceDefinition FromJson(JsonValue json) => JsonFields.ReadStrict(json, Read);

    /// <summary>Reads a CRD and adds the paths of fields that are not known to <paramref name="unknownFields"/>; they are lost.</summary>
    /// <exception cref="JsonShapeException">A field is of a wrong type, or it is not a CRD of this version.</exception>
    public static CustomResourceDefinition FromJson(JsonValue json, ICollection<string> unknownFields) =>
        JsonFields.Read(json, FieldPath.Root, unknownFields, Read);

    /// <summary>Compact JSON.</summary>
    public override string ToString() => ToJson().ToString();

    private static CustomResourceDefinition Read(JsonFields fields)
    {
        Expect(fields, "apiVersion", ApiVersion);
        Expect(fields, "kind", Kind);
        return new()
        {
            Metadata = fields.Object("metadata") ?? JsonObject.Empty,
            Spec = fields.One("spec", CustomResourceDefinitionSpec.Read) ?? new(),
            Status = fields.Object("status"),
        };
    }

    // Absent is fine: a CRD inside a list or a test need not repeat what it is.
    private static void Expect(JsonFields fields, string key, string value)
    {
        if (fields.Text(key) is { Length: > 0 } given && given != value)
        {
            throw new JsonShapeException(fields.Path.Child(key), $"\"{value}\" should stand here, not \"{given}\"");
        }
    }
}
