using Kube.Schema.Json;
using Kube.Testing.BuiltIn;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;

namespace Kube.Testing.Serving;

/// <summary>Built-in kinds, by the table of their rules.</summary>
internal sealed class BuiltInStrategy(ApiResource resource) : ObjectStrategy
{
    private static readonly FieldSet StatusField = FieldSet.Of("status");

    private readonly KindRules _rules = KindTable.For(resource.Group, resource.Kind);
    private readonly bool _hasStatus = resource.Subresource("status") is not null;

    public override bool AllowsUnconditionalUpdate => true;

    public override bool AllowsCreateOnUpdate => _rules.CreatesOnUpdate;

    public override bool ReturnsDeletedObject => _rules.ReturnsDeleted;

    /// <summary>Whether an object that is being deleted stays although no finalizer in its metadata holds it: a namespace has others in its spec.</summary>
    public bool IsHeld(JsonObject value) => resource is { Group: "", Kind: "Namespace" } && value.At("spec", "finalizers") is JsonArray { Count: > 0 };

    public override JsonObject Zero => _rules.Zero;

    public override JsonObject Decode(JsonObject value, DecodeReport report)
    {
        var decoded = BuiltInDecoder.Decode(value, resource.Kind, resource.Shape, report);
        return _rules.Default(Defaults.Merged(decoded, _rules.Zero));
    }

    public override JsonObject PrepareForCreate(JsonObject value)
    {
        if (_hasStatus)
        {
            value = value.WithOrWithout("status", _rules.Zero["status"]);
        }

        value = _rules.OnCreate(value);
        return _rules.CountsGenerations ? value.WithMeta("generation", 1) : value;
    }

    public override JsonObject PrepareForUpdate(JsonObject value, JsonObject old, string subresource)
    {
        if (subresource == "status")
        {
            return old.WithOrWithout("status", value["status"])
                .With("metadata", old.Metadata.WithOrWithout("managedFields", value.Metadata["managedFields"]).WithOrWithout("resourceVersion", value.Metadata["resourceVersion"]));
        }

        if (subresource == "finalize")
        {
            return value.WithOrWithout("status", old["status"]);
        }

        if (subresource.Length > 0)
        {
            return value;
        }

        if (_hasStatus)
        {
            value = value.WithOrWithout("status", old["status"]);
        }

        value = _rules.OnUpdate(value, old);
        var changed = _rules.CountsGenerations && value.Without("metadata").Without("status") != old.Without("metadata").Without("status");
        return changed ? value.WithMeta("generation", old.Generation + 1) : value;
    }

    public override IReadOnlyList<FieldCause> ValidateCreate(JsonObject value) =>
        [.. MetadataRules.Create(value, resource.IsNamespaced, _rules.Names), .. _rules.Validate(value, null)];

    public override IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings) =>
        [.. MetadataRules.Update(value, old), .. subresource.Length == 0 ? _rules.Validate(value, old) : []];

    public override FieldSet ResetFields(string subresource) => subresource switch
    {
        "status" => ResetByStatus,
        "" when _hasStatus => StatusField,
        _ => FieldSet.Empty,
    };

    private static readonly FieldSet ResetByStatus = FieldSet.Of("spec").Union(FieldSet.Of("metadata"));
}
