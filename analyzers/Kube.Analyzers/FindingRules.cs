using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>Which diagnostic tells which of the parser's findings.</summary>
internal static class FindingRules
{
    /// <summary>The descriptor of a finding's rule; <see langword="null"/> for what the generator reports itself.</summary>
    public static DiagnosticDescriptor? Of(FindingRule rule) => rule switch
    {
        FindingRule.UntaggedUnion => Rules.UntaggedUnion,
        FindingRule.FlattenedDictionary => Rules.FlattenedDictionary,
        FindingRule.UnsupportedType => Rules.UnsupportedType,
        FindingRule.RecursiveType => Rules.RecursiveType,
        FindingRule.NameCollision => Rules.NameCollision,
        FindingRule.ConverterWithoutSchema => Rules.ConverterWithoutSchema,
        FindingRule.FlagsEnum => Rules.FlagsEnum,
        FindingRule.DefaultNotConstant => Rules.DefaultNotConstant,
        FindingRule.ConstraintDoesNotApply => Rules.ConstraintDoesNotApply,
        FindingRule.PathDoesNotResolve => Rules.PathDoesNotResolve,
        FindingRule.InvalidJson => Rules.InvalidJson,
        FindingRule.InvalidUnionCase => Rules.InvalidUnionCase,
        FindingRule.ReadOnlyMember => Rules.ReadOnlyMember,
        FindingRule.UnusableMember => Rules.UnusableMember,
        FindingRule.UnsupportedKey => Rules.UnsupportedKey,
        FindingRule.UnknownMember => Rules.UnknownMember,
        FindingRule.ResourceSkipped => Rules.ResourceSkipped,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The finding has no diagnostic."),
    };
}
