using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Which checks apply. An update skips those that the stored CRD already fails, so that old CRDs can still be changed.</summary>
internal sealed record CrdCheckOptions
{
    public bool RequireSchema { get; init; } = true;

    public bool RequireKnownTypes { get; init; } = true;

    public bool RequireStructural { get; init; } = true;

    public bool RequirePrunedDefaults { get; init; } = true;

    public bool RequireAtomicSets { get; init; } = true;

    public bool RequireKeyedLists { get; init; } = true;

    public bool RequireKnownReviewVersion { get; init; } = true;

    public bool RequireSameNames { get; init; }

    public bool AllowBadCaBundle { get; init; } = true;

    /// <summary>Whether defaults may stand in the schema at all; always so in v1.</summary>
    public bool AllowDefaults { get; init; } = true;

    /// <summary>Versions (empty: all of them together) that had more than eight selectable fields and keep them.</summary>
    public IReadOnlyCollection<string> KeepManySelectableFields { get; init; } = [];

    public IReadOnlyCollection<string> KnownRules { get; init; } = [];

    public IReadOnlyCollection<string> KnownMessageExpressions { get; init; } = [];

    /// <summary>Versions whose schema does not change: their rules may cost what they will.</summary>
    public IReadOnlyCollection<string> UnchangedSchemas { get; init; } = [];

    /// <summary>How CEL rules are compiled.</summary>
    public IRules Rules { get; init; } = RuleCallIn.Rules;

    /// <summary>What a new CRD must meet.</summary>
    public static CrdCheckOptions ForCreate { get; } = new();

    /// <summary>What <paramref name="crd"/> must meet as a change of <paramref name="stored"/>.</summary>
    public static CrdCheckOptions ForUpdate(CustomResourceDefinition crd, CustomResourceDefinition stored)
    {
        JsonSchemaProps[] schemas = [.. stored.Spec.Versions.Select(version => version.Schema).OfType<JsonSchemaProps>()];
        JsonSchemaProps[] nodes = [.. schemas.SelectMany(SchemaTraversal.All)];
        var reviewVersions = stored.Spec.Conversion?.Webhook?.ConversionReviewVersions ?? default;
        return new()
        {
            RequireSchema = stored.Spec.Versions.All(version => version.Schema is not null),
            RequireKnownTypes = nodes.All(node => string.IsNullOrEmpty(node.Type) || SchemaWalk.KnownTypes.Contains(node.Type)),
            RequireStructural = schemas.All(StructuralChecks.IsStructural),
            RequirePrunedDefaults = !schemas.Any(DefaultChecks.HasUnprunedDefaults),
            RequireAtomicSets = !nodes.Any(ListTypeChecks.IsSetOfGranular),
            RequireKeyedLists = !nodes.Any(node => ListTypeChecks.KeysAndNulls(node, FieldPath.Root).Any()),
            RequireKnownReviewVersion = reviewVersions.IsEmpty || reviewVersions.Any(ConversionChecks.IsKnownReviewVersion),
            RequireSameNames = stored.IsEstablished,
            AllowBadCaBundle = !stored.IsEstablished || ConversionChecks.HasBadCaBundle(stored.Spec.Conversion),
            KeepManySelectableFields = KeepsManySelectableFields(crd, stored),
            KnownRules = new HashSet<string>(nodes.SelectMany(node => node.XValidations).Select(rule => rule.Rule)),
            KnownMessageExpressions = new HashSet<string>(nodes.SelectMany(node => node.XValidations).Select(rule => rule.MessageExpression).OfType<string>()),
            UnchangedSchemas = [.. crd.Spec.Versions.Where(version => stored.Spec.Versions.Any(old => old.Name == version.Name && SchemaTraversal.Same(old.Schema, version.Schema))).Select(version => version.Name)],
        };
    }

    private static List<string> KeepsManySelectableFields(CustomResourceDefinition crd, CustomResourceDefinition stored)
    {
        var kept = new List<string>();
        var (old, now) = (new CrdLayout(stored.Spec), new CrdLayout(crd.Spec));
        if (old.SelectableFields.Count > SelectableFieldChecks.Most && old.SelectableFields == now.SelectableFields)
        {
            kept.Add("");
        }

        foreach (var version in now.Versions)
        {
            if (old.Versions.FirstOrDefault(other => other.Name == version.Name) is { } before
                && before.SelectableFields.Count > SelectableFieldChecks.Most
                && before.SelectableFields == version.SelectableFields)
            {
                kept.Add(version.Name);
            }
        }

        return kept;
    }
}
