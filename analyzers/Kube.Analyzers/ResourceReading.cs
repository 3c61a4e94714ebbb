using Kube.Cel;
using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Kube.Schema.Rules;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>A class with <c>[CustomResource]</c>, read as the generator reads it, with all that was found on the way.</summary>
internal sealed class ResourceReading(INamedTypeSymbol type, AttributeData attribute, Compilation compilation)
{
    public INamedTypeSymbol Type { get; } = type;

    public AttributeData Attribute { get; } = attribute;

    public Compilation Compilation { get; } = compilation;

    /// <summary>The type of <c>status</c>.</summary>
    public INamedTypeSymbol? Status { get; } = attribute.Named("Status") as INamedTypeSymbol;

    public Findings Findings { get; } = new(true);

    /// <summary>What is generated; none where nothing can be.</summary>
    public ResourceModel? Model { get; private init; }

    /// <summary>Its CEL rules, analyzed.</summary>
    public IReadOnlyList<RuleReport> Rules { get; private init; } = [];

    /// <summary>Whether the schema has gaps, because something could not be mapped.</summary>
    public bool IsBroken { get; private init; }

    public static ResourceReading Of(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, KubernetesVersion server, CancellationToken cancellation)
    {
        var empty = new ResourceReading(type, attribute, compilation);
        var model = ResourceParser.Parse(type, attribute, compilation, empty.Findings, cancellation);
        return new ResourceReading(empty, model, model?.Crd.Version.Schema is { } schema ? RuleAnalysis.Analyze(schema, server) : []);
    }

    private ResourceReading(ResourceReading read, ResourceModel? model, IReadOnlyList<RuleReport> rules)
        : this(read.Type, read.Attribute, read.Compilation)
    {
        Findings = read.Findings;
        Model = model;
        Rules = rules;
        IsBroken = Findings.ToImmutable().Any(finding => !LeavesNoGap(finding.Rule) && FindingRules.Of(finding.Rule) is not { DefaultSeverity: < DiagnosticSeverity.Error });
    }

    // An attribute that says nothing: without it the schema is whole, and what else is wrong with it can be told at once.
    private static bool LeavesNoGap(FindingRule rule) => rule is FindingRule.ConstraintDoesNotApply or FindingRule.PathDoesNotResolve or FindingRule.UnknownMember;

    /// <summary>Whether a place can be mended here: it is in the source of this compilation.</summary>
    public bool IsHere(Location location) => location.SourceTree is { } tree && Compilation.ContainsSyntaxTree(tree);

    /// <summary>The place, or the class where the place is in another assembly.</summary>
    public Location Here(Location location) => IsHere(location) ? location : Type.Locations[0];
}
