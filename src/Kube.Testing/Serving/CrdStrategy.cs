using Kube.Schema.Json;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>Custom resource definitions as objects.</summary>
internal sealed class CrdStrategy : ObjectStrategy
{
    private static readonly FieldSet StatusField = FieldSet.Of("status");
    private static readonly FieldSet SpecAndMetadata = FieldSet.Of("spec").Union(FieldSet.Of("metadata"));

    public override bool AllowsUnconditionalUpdate => false;

    public override JsonObject Zero { get; } = (JsonObject)JsonValue.Parse("""
        {"spec":{"group":"","names":{"plural":"","kind":""},"scope":"","versions":null},
         "status":{"conditions":null,"acceptedNames":{"plural":"","kind":""},"storedVersions":null}}
        """);

    public override JsonObject Decode(JsonObject value, DecodeReport report) =>
        CrdObjects.Decode(value, report.Strict);

    public override JsonObject PrepareForCreate(JsonObject value) => CrdObjects.OnCreate(value).WithMeta("generation", 1);

    public override JsonObject PrepareForUpdate(JsonObject value, JsonObject old, string subresource)
    {
        if (subresource == "status")
        {
            return old.WithOrWithout("status", value["status"])
                .With("metadata", old.Metadata.WithOrWithout("managedFields", value.Metadata["managedFields"]).WithOrWithout("resourceVersion", value.Metadata["resourceVersion"]));
        }

        value = CrdObjects.OnUpdate(value.WithOrWithout("status", old["status"]));
        return value["spec"]! == old["spec"]! ? value : value.WithMeta("generation", old.Generation + 1);
    }

    public override IReadOnlyList<FieldCause> ValidateCreate(JsonObject value) => CrdObjects.ValidateCreate(value);

    public override IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings) =>
        [.. MetadataRules.Update(value, old), .. subresource.Length == 0 ? CrdObjects.ValidateUpdate(value, old) : []];

    public override IReadOnlyList<string> Warnings(JsonObject value, JsonObject? old) => CrdObjects.Warnings(value, old);

    public override FieldSet ResetFields(string subresource) => subresource == "status" ? SpecAndMetadata : StatusField;
}
