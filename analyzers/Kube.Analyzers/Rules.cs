using Microsoft.CodeAnalysis;

namespace Kube.Analyzers;

/// <summary>What the analyzers report. Error: an API server refuses it. Warning: it will surprise at run time. Info: a matter of style.</summary>
internal static partial class Rules
{
    public static readonly DiagnosticDescriptor ResourceSkipped = new(
        RuleIds.ResourceSkipped,
        "No resource is generated",
        "No resource is generated for '{0}': {1}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ResourceSkipped));

    public static readonly DiagnosticDescriptor UntaggedUnion = new(
        RuleIds.UntaggedUnion,
        "Union without a discriminator",
        "'{0}' is of type '{1}', which is abstract and says nothing of its cases: add [JsonPolymorphic] and [JsonDerivedType(typeof(…), \"…\")] to '{1}', or make each case an optional member and group them with [ExactlyOneOf]",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UntaggedUnion));

    public static readonly DiagnosticDescriptor FlattenedDictionary = new(
        RuleIds.FlattenedDictionary,
        "Typed extension data beside properties",
        "Extension data '{0}' of type '{1}' stands beside properties, which an API server refuses: use JsonElement values, or give the entries a property of their own",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.FlattenedDictionary));

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        RuleIds.UnsupportedType,
        "Type that has no place in a schema",
        "'{0}' is of type '{1}', which has no place in a schema: use {2}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnsupportedType));

    public static readonly DiagnosticDescriptor BlankRule = new(
        RuleIds.BlankRule,
        "CEL rule that is blank",
        "The CEL rule on '{0}' is blank: write an expression of type bool, or remove the attribute",
        "Kube.Rules", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.BlankRule));

    public static readonly DiagnosticDescriptor RecursiveType = new(
        RuleIds.RecursiveType,
        "Type that contains itself",
        "'{0}' makes its type contain itself ({1}), and a structural schema has no references: put [PreserveUnknownFields] on '{0}' to keep what is below unchecked, or declare one type a level",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RecursiveType));

    public static readonly DiagnosticDescriptor NameCollision = new(
        RuleIds.NameCollision,
        "Two members with one name",
        "'{0}' and '{1}' are both '{2}' in JSON: give one of them another [{3}]",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.NameCollision));

    public static readonly DiagnosticDescriptor ConverterWithoutSchema = new(
        RuleIds.ConverterWithoutSchema,
        "Converter without a declared schema",
        "'{0}' is written by '{1}', so its schema is not known: declare it with [RawSchema] or [SchemaFrom]",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ConverterWithoutSchema));

    public static readonly DiagnosticDescriptor FlagsEnum = new(
        RuleIds.FlagsEnum,
        "Flags enum",
        "'{0}' is of the flags enum '{1}', whose combinations no enum schema allows: use a set of values",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.FlagsEnum));

    public static readonly DiagnosticDescriptor DefaultNotConstant = new(
        RuleIds.DefaultNotConstant,
        "Initialiser that a schema cannot say",
        "The initialiser '{1}' of '{0}' is not a constant, so the schema has no default for it: an API server will not fill it in",
        "Kube.Schema", DiagnosticSeverity.Info, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.DefaultNotConstant));

    public static readonly DiagnosticDescriptor ConstraintDoesNotApply = new(
        RuleIds.ConstraintDoesNotApply,
        "Constraint that does not apply",
        "[{0}] on '{1}' says nothing about {2}: {3}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ConstraintDoesNotApply));

    public static readonly DiagnosticDescriptor ImpossibleConstraint = new(
        RuleIds.ImpossibleConstraint,
        "Constraint that no value meets",
        "[{0}] on '{1}' cannot be meant: {2}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ImpossibleConstraint));

    public static readonly DiagnosticDescriptor PathDoesNotResolve = new(
        RuleIds.PathDoesNotResolve,
        "Path that names nothing",
        "The path '{1}' of [{0}] is not in the schema: {2}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.PathDoesNotResolve));

    public static readonly DiagnosticDescriptor InvalidJson = new(
        RuleIds.InvalidJson,
        "Text that is not JSON",
        "The text of [{0}] cannot be used: {1}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.InvalidJson));

    public static readonly DiagnosticDescriptor InvalidUnionCase = new(
        RuleIds.InvalidUnionCase,
        "Case of a union that cannot be used",
        "The union '{0}' cannot be said in a schema: {1}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.InvalidUnionCase));

    public static readonly DiagnosticDescriptor ReadOnlyMember = new(
        RuleIds.ReadOnlyMember,
        "Member that nothing can set",
        "'{0}' is written but never read back, because nothing can set it: add an init accessor, or [JsonIgnore]",
        "Kube.Schema", DiagnosticSeverity.Warning, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.ReadOnlyMember));

    public static readonly DiagnosticDescriptor UnusableMember = new(
        RuleIds.UnusableMember,
        "Member that generated code cannot use",
        "'{0}' cannot be read by generated code, because it is {1}: {2}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnusableMember));

    public static readonly DiagnosticDescriptor UnsupportedKey = new(
        RuleIds.UnsupportedKey,
        "Dictionary key that is not text",
        "The keys of '{0}' are of type '{1}', which has no form as the name of a JSON property: use string",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnsupportedKey));

    public static readonly DiagnosticDescriptor UnknownMember = new(
        RuleIds.UnknownMember,
        "Name of a member that does not exist",
        "[{0}] names '{1}', which is no member of the type: {2}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.UnknownMember));

    public static readonly DiagnosticDescriptor RefusedDefinition = new(
        RuleIds.RefusedDefinition,
        "CustomResourceDefinition that an API server refuses",
        "An API server refuses the CustomResourceDefinition: {0}: {1}",
        "Kube.Schema", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: RuleIds.HelpLink(RuleIds.RefusedDefinition));
}
