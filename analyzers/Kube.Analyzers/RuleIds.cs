namespace Kube.Analyzers;

/// <summary>The ids of all rules. An id is never used again; a page under <c>docs/diagnostics/</c> explains each.</summary>
public static class RuleIds
{
    public const string ResourceSkipped = "KUBE001";
    public const string UntaggedUnion = "KUBE017";
    public const string FlattenedDictionary = "KUBE002";
    public const string UnsupportedType = "KUBE003";
    public const string BlankRule = "KUBE004";
    public const string RecursiveType = "KUBE005";
    public const string NameCollision = "KUBE006";
    public const string ConverterWithoutSchema = "KUBE007";
    public const string FlagsEnum = "KUBE008";
    public const string DefaultNotConstant = "KUBE009";
    public const string ConstraintDoesNotApply = "KUBE010";
    public const string PathDoesNotResolve = "KUBE011";
    public const string InvalidJson = "KUBE012";
    public const string InvalidUnionCase = "KUBE013";
    public const string ReadOnlyMember = "KUBE014";
    public const string UnsupportedKey = "KUBE015";
    public const string UnknownMember = "KUBE016";
    public const string RefusedDefinition = "KUBE018";
    public const string SerializedByContext = "KUBE019";
    public const string RuleSyntax = "KUBE020";
    public const string RuleType = "KUBE021";
    public const string RuleResult = "KUBE022";
    public const string MessageExpression = "KUBE023";
    public const string RuleCost = "KUBE024";
    public const string RuleTransition = "KUBE025";
    public const string RuleSetting = "KUBE026";
    public const string RefusedDefault = "KUBE027";
    public const string RefusedPattern = "KUBE028";
    public const string UnboundedUnderRule = "KUBE029";
    public const string FloatNumber = "KUBE030";
    public const string HalfOfRange = "KUBE031";
    public const string UnsignedNumber = "KUBE032";
    public const string TimeWithoutOffset = "KUBE033";
    public const string MutableCollection = "KUBE034";
    public const string DefaultOnNullable = "KUBE035";
    public const string RequiredWithDefault = "KUBE036";
    public const string NameTaken = "KUBE037";
    public const string ShortNameShadowed = "KUBE038";
    public const string DefinitionLarge = "KUBE039";
    public const string DefinitionTooLarge = "KUBE040";
    public const string VersionsDisagree = "KUBE041";
    public const string NothingServed = "KUBE042";
    public const string LostField = "KUBE043";
    public const string EmptyColumn = "KUBE044";
    public const string ScaleIncomplete = "KUBE045";
    public const string UnknownFormat = "KUBE046";
    public const string AttributeIgnored = "KUBE047";
    public const string MarkWithoutPath = "KUBE048";
    public const string UnusableMember = "KUBE049";
    public const string TypeNameTaken = "KUBE050";
    public const string ImpossibleConstraint = "KUBE051";

    /// <summary>Where the page of a rule stands.</summary>
    public static string HelpLink(string id) => "https://github.com/kube-generators/kube-generators/blob/main/docs/diagnostics/" + id + ".md";
}
