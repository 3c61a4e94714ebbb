using Kube.Schema.Json;
using Kube.Testing.BuiltIn;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;

namespace Kube.Testing.Serving;

/// <summary>Custom resource definitions as objects.</summary>
internal sealed class CrdStrategy(ApiResource resource) : ObjectStrategy
{
    private static readonly FieldSet StatusField = FieldSet.Of("status");
    private static readonly FieldSet SpecAndMetadata = FieldSet.Of("spec").Union(FieldSet.Of("metadata"));

    public override bool AllowsUnconditionalUpdate => false;

    public override JsonObject Decode(JsonObject value, DecodeReport report) =>
        CrdObjects.Default(BuiltInDecoder.Decode(value, resource.Kind, resource.Shape, report.Strict));

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

    public override IReadOnlyList<FieldCause> ValidateCreate(JsonObject value, List<string> warnings) => CrdObjects.ValidateCreate(value, warnings);

    public override IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings) =>
        [.. MetadataRules.Update(value, old, warnings), .. subresource.Length == 0 ? CrdObjects.ValidateUpdate(value, old, warnings) : []];

    public override FieldSet ResetFields(string subresource) => subresource == "status" ? SpecAndMetadata : StatusField;
}
