using Kube.CodeModel;
using Kube.Generators.Model;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads a spec class whole: the one way from symbols to what is generated, for the generator and the analyzers.</summary>
internal static class ResourceParser
{
    /// <summary>The metadata name of the attribute that makes a class a spec.</summary>
    public const string AttributeName = "Kube.CustomResourceAttribute";

    /// <summary>Reads a class with <c>[CustomResource]</c>; what cannot be mapped comes as findings.</summary>
    /// <param name="spec">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="compilation">The compilation it belongs to.</param>
    /// <param name="findings">Takes the findings, and where rules come from.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ResourceModel? Parse(INamedTypeSymbol spec, AttributeData attribute, Compilation compilation, Findings findings, CancellationToken cancellation) =>
        SurfaceParser.Parse(spec, attribute, findings, cancellation) is { } surface
            ? Parse(spec, attribute, surface, compilation, findings, new HashSet<SyntaxTree>(), cancellation)
            : null;

    /// <summary>Reads what is behind the surface.</summary>
    /// <param name="spec">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="surface">What other code sees of the resource.</param>
    /// <param name="compilation">The compilation it belongs to; what it has is looked up by names that stand in the source (without <c>Spec</c> at the end, or as a text, too), or end in <c>Json</c>, and in no other way (see <see cref="Reuse.ProjectNames"/>).</param>
    /// <param name="findings">Takes the findings, and where rules come from.</param>
    /// <param name="files">Takes the files that declare the types which were read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ResourceModel? Parse(
        INamedTypeSymbol spec, AttributeData attribute, ResourceSurface surface, Compilation compilation, Findings findings, ICollection<SyntaxTree> files, CancellationToken cancellation)
    {
        var types = new TypeReader(compilation, findings, files, cancellation);
        var status = attribute.Named("Status") as INamedTypeSymbol;
        var specShape = types.Read(spec, spec);
        var statusShape = status is null ? null : types.Read(status, spec);
        // What has no mapping was found and said.
        if (specShape is not { } readSpec) return null;
        var annotations = Annotations.Of(spec);
        var marks = types.Marks(spec).Select(mark => mark with { Path = ".spec" + mark.Path })
            .Concat(status is null ? [] : types.Marks(status).Select(mark => mark with { Path = ".status" + mark.Path })).ToArray();
        findings.Remember(marks);
        var schema = Root(spec, readSpec.Schema, statusShape?.Schema, surface, findings);
        var version = new CustomResourceDefinitionVersion
        {
            Name = surface.Identity.Version,
            Served = attribute.Named("Served") is not false,
            Storage = attribute.Named("Storage") is true,
            Deprecated = annotations.IsDeprecated,
            DeprecationWarning = string.IsNullOrEmpty(annotations.DeprecationMessage) ? null : annotations.DeprecationMessage,
            Schema = schema,
            Subresources = SubresourceReader.Read(marks, status is not null),
            SelectableFields = marks.Where(mark => mark.Annotations.IsSelectable).Select(mark => new SelectableField { JsonPath = mark.Path }).ToArray(),
            AdditionalPrinterColumns = PrinterColumnReader.Read(annotations, marks, schema, findings),
        };
        var experiments = types.Experiments.ToString();
        var codecs = types.Codecs.Append(OwnCodec(surface, readSpec, statusShape));
        var model = new ResourceModel
        {
            Surface = surface,
            Codecs = (experiments.Length == 0 ? codecs : codecs.Select(codec => codec with { Experiments = experiments })).ToArray(),
            Crd = new CrdPart
            {
                Identity = surface.Identity,
                Namespace = surface.Namespace,
                TypeName = surface.TypeName,
                Version = version,
                Conversion = CrdMetadataReader.Conversion(spec),
                Metadata = CrdMetadataReader.Metadata(spec, attribute),
            },
        };
        return model;
    }

    private static JsonSchemaProps Root(INamedTypeSymbol spec, JsonSchemaProps specSchema, JsonSchemaProps? statusSchema, ResourceSurface surface, Findings findings)
    {
        // The class is documented as the resource: what it says belongs to the root, once.
        var properties = EquatableMap.Of(("spec", specSchema with { Description = null }));
        if (statusSchema is not null) properties = properties.With("status", statusSchema);
        var rules = spec.GetAttributes()
            .Where(attribute => attribute.AttributeClass is { Name: "ResourceRuleAttribute" } known && known.ContainingNamespace.IsIn("Kube"))
            .Select(attribute => RuleReader.Read(attribute, findings)).ToArray();
        return new JsonSchemaProps
        {
            Type = "object",
            Description = specSchema.Description ?? surface.Summary,
            Properties = properties,
            Required = new[] { "spec" },
            XValidations = rules,
        };
    }

    private static ObjectCodec OwnCodec(ResourceSurface surface, Shape spec, Shape? status)
    {
        var members = new List<CodecMember>
        {
            new()
            {
                Name = "Metadata", JsonName = "metadata", Type = "global::Kube.ObjectMeta", Codec = Names.Json + "SelfCodec<global::Kube.ObjectMeta>",
                Nullness = Nullness.Reference, Setter = Setter.Accessor, ParameterDefault = "new global::Kube.ObjectMeta()",
            },
            new()
            {
                Name = "Spec", JsonName = "spec", Type = surface.SpecType, Codec = spec.Codec,
                Nullness = surface.SpecIsValueType ? Nullness.Value : Nullness.Reference, Setter = Setter.Accessor, IsRequired = true,
            },
        };
        if (status is { } known)
        {
            members.Add(new()
            {
                Name = "Status",
                JsonName = "status",
                Type = surface.StatusType + "?",
                Codec = known.Codec,
                Nullness = surface.StatusIsValueType ? Nullness.NullableValue : Nullness.NullableReference,
                Setter = Setter.Accessor,
            });
        }
        return new ObjectCodec
        {
            Namespace = surface.Namespace,
            CodecName = surface.TypeName + "Json",
            Type = surface.Type,
            DisplayName = surface.TypeName,
            Construction = Construction.Initializer,
            Fixed = new[] { new FixedProperty("apiVersion", surface.Identity.ApiVersion), new FixedProperty("kind", surface.Identity.Kind) },
            Members = members.ToArray(),
        };
    }
}
