using Kube.Schema.Json;
using Kube.Testing.BuiltIn;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>Custom resources: what their schema says, and how <c>status</c> and <c>generation</c> move.</summary>
internal sealed class CustomResourceStrategy(CustomVersion version) : ObjectStrategy
{
    private static readonly FieldSet StatusField = FieldSet.Of("status");
    private static readonly FieldSet SpecAndMetadata = FieldSet.Of("spec").Union(FieldSet.Of("metadata"));

    private readonly CustomSchema _schema = new(version);

    public override JsonObject Decode(JsonObject value, DecodeReport report) => _schema.Decode(value, report.Strict);

    public override JsonObject OnRead(JsonObject value) => _schema.Default(value);

    public override JsonObject PrepareForCreate(JsonObject value) =>
        (version.HasStatus ? value.Without("status") : value).WithMeta("generation", 1);

    public override JsonObject PrepareForUpdate(JsonObject value, JsonObject old, string subresource)
    {
        if (subresource == "status")
        {
            // Only the status is taken; metadata but for the field managers stays.
            return old.WithOrWithout("status", value["status"])
                .With("metadata", old.Metadata.WithOrWithout("managedFields", value.Metadata["managedFields"]).WithOrWithout("resourceVersion", value.Metadata["resourceVersion"]));
        }

        if (version.HasStatus)
        {
            value = value.WithOrWithout("status", old["status"]);
        }

        return value.Without("metadata") == old.Without("metadata") ? value : value.WithMeta("generation", old.Generation + 1);
    }

    public override IReadOnlyList<FieldCause> ValidateCreate(JsonObject value, List<string> warnings)
    {
        var type = TypeProblems(value);
        return type.Count > 0
            ? type
            : [.. MetadataRules.Create(value, version.Definition.IsNamespaced, NameRule.Subdomain, warnings), .. _schema.Validate(value, null, "", warnings)];
    }

    public override IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings)
    {
        var type = TypeProblems(value);
        return type.Count > 0
            ? type
            : [.. MetadataRules.Update(value, old, warnings), .. _schema.Validate(value, old, subresource, warnings)];
    }

    public override FieldSet ResetFields(string subresource) => subresource switch
    {
        "status" => SpecAndMetadata,
        "" when version.HasStatus => StatusField,
        _ => FieldSet.Empty,
    };

    private List<FieldCause> TypeProblems(JsonObject value)
    {
        var problems = new List<FieldCause>();
        if (value.ObjectKind != version.Definition.Kind)
        {
            problems.Add(FieldCause.Invalid("kind", value.ObjectKind, $"must be {version.Definition.Kind}"));
        }

        if (value.ApiVersion != version.ApiVersion)
        {
            problems.Add(FieldCause.Invalid("apiVersion", value.ApiVersion, $"must be {version.ApiVersion}"));
        }

        return problems;
    }
}
