using Kube.Schema.Json;

namespace Kube.Schema.Crds.Checks;

/// <summary>A CRD as the server checks it: what is the same in all versions stands at the top, and errors name it there.</summary>
/// <remarks>
/// The server converts v1 to an older internal form first. So with one version, or with equal ones, a schema's errors are at
/// <c>spec.validation.openAPIV3Schema</c>, never at <c>spec.versions[0].schema</c>.
/// </remarks>
internal sealed class CrdLayout
{
    public CrdLayout(CustomResourceDefinitionSpec spec)
    {
        Spec = spec;
        var versions = spec.Versions;
        HasVersions = versions.Count > 0;
        SharedSchema = HasVersions && versions.All(version => SchemaTraversal.Same(version.Schema, versions[0].Schema));
        SharedSubresources = HasVersions && versions.All(version => version.Subresources == versions[0].Subresources);
        SharedColumns = HasVersions && versions.All(version => version.AdditionalPrinterColumns == versions[0].AdditionalPrinterColumns);
        SharedSelectableFields = HasVersions && versions.All(version => version.SelectableFields == versions[0].SelectableFields);
        Versions = [.. versions.Select(version => version with
        {
            Schema = SharedSchema ? null : version.Schema,
            Subresources = SharedSubresources ? null : version.Subresources,
            AdditionalPrinterColumns = SharedColumns ? default : version.AdditionalPrinterColumns,
            SelectableFields = SharedSelectableFields ? default : version.SelectableFields,
        })];
    }

    public CustomResourceDefinitionSpec Spec { get; }

    /// <summary>The versions without what stands at the top.</summary>
    public IReadOnlyList<CustomResourceDefinitionVersion> Versions { get; }

    public JsonSchemaProps? Schema => SharedSchema ? Spec.Versions[0].Schema : null;

    public CustomResourceSubresources? Subresources => SharedSubresources ? Spec.Versions[0].Subresources : null;

    public EquatableArray<CustomResourceColumnDefinition> Columns => SharedColumns ? Spec.Versions[0].AdditionalPrinterColumns : default;

    public EquatableArray<SelectableField> SelectableFields => SharedSelectableFields ? Spec.Versions[0].SelectableFields : default;

    private bool HasVersions { get; }

    private bool SharedSchema { get; }

    private bool SharedSubresources { get; }

    private bool SharedColumns { get; }

    private bool SharedSelectableFields { get; }

    /// <summary>Whether objects of <paramref name="version"/> have a status subresource.</summary>
    public bool HasStatus(CustomResourceDefinitionVersion version) => (SharedSubresources ? Subresources : version.Subresources)?.Status ?? false;

    /// <summary>The versions as the server prints them into messages.</summary>
    public JsonArray PrintVersions() => JsonArray.From(Versions.Select(GoForms.Of));
}
