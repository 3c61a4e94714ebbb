using Kube.Cel.Re2;
using Kube.Generators.Parsing;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>Tells what an API server refuses at the token that says it.</summary>
internal static class RefusalDiagnostics
{
    public static Diagnostic Of(Refusal refusal)
    {
        var (reading, error) = (refusal.Reading, refusal.Error);
        if (refusal.InSchema < 0)
            return Diagnostic.Create(Rules.RefusedDefinition, DefinitionTokens.Of(reading, refusal.Steps, (error.Value as JsonString)?.Value), Path(refusal), error.Message);

        var end = SchemaTrail.Follow(reading, refusal.Steps, refusal.InSchema);
        return end switch
        {
            { Keyword: "default", Member: { Schema.Default: not null } member } => Diagnostic.Create(
                Rules.RefusedDefault, SchemaTokens.Of(end, reading), member.Member.Symbol.Name, Below(refusal, "default") + error.Message, DefaultAdvice.Of(error, Below(refusal, "default").Length > 0, member.Schema)),
            { Keyword: "pattern", Member: { } member } => Pattern(end, member, reading) ?? Refused(SchemaTokens.Of(end, reading)),
            { Keyword: "x-kubernetes-validations" } when ServerVerdict.RuleOf(refusal) is { } rule && reading.Findings.OriginOf(rule.Rule) is { } origin =>
                Refused(reading.Here(origin.Attribute.Place(syntax => syntax.Positional(0)))),
            _ => Refused(SchemaTokens.Of(end, reading)),
        };

        Diagnostic Refused(Location location) => Diagnostic.Create(Rules.RefusedDefinition, location, error.Path, error.Message);
    }

    // A server blames the name of a webhook's service for a missing namespace, and the other way round.
    private static string Path(Refusal refusal) => refusal.Steps switch
    {
        [{ Name: "spec" }, { Name: "conversion" }, .., { Name: "service" }, { Name: "name" }] => refusal.Error.Path + "space",
        [{ Name: "spec" }, { Name: "conversion" }, .., { Name: "service" }, { Name: "namespace" }] => refusal.Error.Path.Substring(0, refusal.Error.Path.Length - "space".Length),
        _ => refusal.Error.Path,
    };

    // The part of the value that is wrong, where it is not the whole.
    private static string Below(Refusal refusal, string keyword)
    {
        var at = refusal.Error.Path.LastIndexOf("." + keyword, StringComparison.Ordinal);
        var rest = at < 0 ? "" : refusal.Error.Path.Substring(at + 1 + keyword.Length).TrimStart('.');
        return rest.Length == 0 ? "" : rest + ": ";
    }

    private static Diagnostic? Pattern(TrailEnd end, ReadMember member, ResourceReading reading)
    {
        if (SchemaTokens.Keyword(end) is not { Argument: { } argument, Attribute: var attribute }) return null;
        var pattern = attribute.AttributeClass!.Name == "RegularExpressionAttribute" ? attribute.Text(0) : attribute.Named("Pattern") as string;
        if (pattern is null || Re2Regex.TryParse(pattern, out _, out var error)) return null;
        var location = Exact(argument, pattern, error, reading.Compilation) ?? argument.GetLocation();
        return Diagnostic.Create(Rules.RefusedPattern, reading.Here(location), member.Member.Symbol.Name, error.Message, Instead(error));
    }

    private static Location? Exact(ExpressionSyntax argument, string pattern, Re2SyntaxError error, Compilation compilation)
    {
        var start = Math.Min(error.Position, pattern.Length - 1);
        var length = pattern.IndexOf(error.Fragment, start, StringComparison.Ordinal) == start && error.Fragment.Length > 0 ? error.Fragment.Length : 1;
        return LiteralMap.Find(argument, pattern.Length, start, start + length, compilation) is { } place ? Location.Create(argument.SyntaxTree, place.Span) : null;
    }

    private static string Instead(Re2SyntaxError error) => error.Code switch
    {
        Re2ErrorCode.InvalidPerlOp or Re2ErrorCode.InvalidNamedCapture when error.Fragment is ['(', '?', '=' or '!' or '>', ..] or ['(', '?', '<', '=' or '!', ..] => "RE2 has neither look-around nor atomic groups; say it without, or with a second condition in a [Rule]",
        Re2ErrorCode.InvalidEscape when error.Fragment is ['\\', 'Z' or 'z', ..] => "the end of the text is \\z",
        Re2ErrorCode.InvalidEscape when error.Fragment is ['\\', >= '1' and <= '9', ..] => "RE2 has no back references; say it with a [Rule]",
        Re2ErrorCode.InvalidEscape => "RE2 does not know this escape",
        Re2ErrorCode.InvalidRepeatOp => "RE2 has no possessive repetitions",
        Re2ErrorCode.InvalidRepeatSize => "RE2 repeats at most 1000 times; bound the length with [MaxLength]",
        _ => "write it as RE2 wants it",
    };
}
