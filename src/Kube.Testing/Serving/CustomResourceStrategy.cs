using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Structural;
using Kube.Schema.Validation;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>Custom resources: what their schema says, and how <c>status</c> and <c>generation</c> move. The rules themselves are Kube.Schema's.</summary>
internal sealed class CustomResourceStrategy(CustomVersion version) : ObjectStrategy
{
    private static readonly FieldSet StatusField = FieldSet.Of("status");
    private static readonly FieldSet SpecAndMetadata = FieldSet.Of("spec").Union(FieldSet.Of("metadata"));

    public override JsonObject Decode(JsonObject value, DecodeReport report)
    {
        var decoded = version.Judge.Decode(value);
        if (decoded.Error is { } error)
        {
            // Of the metadata of the whole only the problem is told, of embedded objects also where.
            throw report.Refusal(value.ObjectKind, value.ApiVersion, error.Path == "metadata" ? error.Detail : error.ToString());
        }

        report.Strict.AddRange(decoded.UnknownFields.Select(f => $"unknown field \"{f}\""));
        return decoded.Resource;
    }

    /// <inheritdoc/>
    public override JsonObject FillDefaults(JsonObject value) => (JsonObject)Defaulting.FillDefaults(value, version.Judge.Schema);

    public override JsonObject PrepareForCreate(JsonObject value) => CustomResourceUpdates.PrepareForCreate(value, version.HasStatus);

    public override JsonObject PrepareForUpdate(JsonObject value, JsonObject old, string subresource) => subresource == "status"
        ? CustomResourceUpdates.PrepareForStatusUpdate(value, old)
        : CustomResourceUpdates.PrepareForUpdate(value, old, version.HasStatus);

    public override IReadOnlyList<FieldCause> ValidateCreate(JsonObject value) => [.. version.Judge.Validate(value).ToCauses()];

    public override IReadOnlyList<FieldCause> ValidateUpdate(JsonObject value, JsonObject old, string subresource, List<string> warnings)
    {
        var forgiven = new List<FieldError>();
        var errors = subresource == "status" ? version.Judge.ValidateStatusUpdate(value, old, forgiven) : version.Judge.ValidateUpdate(value, old, forgiven);
        warnings.AddRange(forgiven.Select(f => f.ToString()));
        return [.. errors.ToCauses()];
    }

    public override FieldSet ResetFields(string subresource) => subresource switch
    {
        "status" => SpecAndMetadata,
        "" when version.HasStatus => StatusField,
        _ => FieldSet.Empty,
    };
}
