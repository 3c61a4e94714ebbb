using Kube.Cel.Library;
using Kube.Cel.Syntax;

namespace Kube.Cel.Checking;

/// <content>The checker's messages and hints.</content>
internal sealed partial class Checker
{
    private void ReportUndeclared(int position, TextSpan span, string name)
    {
        // A field without its object is what is forgotten most.
        var nearest = _environment.FindIdent("self")?.Type.Fields?.ContainsKey(name) == true
            ? "self." + name
            : NearestName.Of(name, _locals.Select(l => l.Name).Where(n => n[0] is not ('@' or '#')).Concat(_environment.IdentNames));
        _diagnostics.Add(new CelDiagnostic(span, $"undeclared reference to '{name}' (in container '{_environment.Container}')", position)
        {
            Hint = nearest is null ? null : $"did you mean '{nearest}'?",
            Replacement = nearest,
        });
    }

    private void ReportUndeclaredFunction(CallExpr call, string name)
    {
        if (_environment.NewerThanThis(name) is { } newer)
        {
            ReportTooNew(call, name, newer);
            return;
        }

        if (call.Target is not null && Macros.IntroducedIn(name, call.Arguments.Count) is { } macro && macro > _environment.Version)
        {
            ReportTooNew(call, name, macro);
            return;
        }

        var known = OverloadHint.OfName(name);
        var nearest = NearestName.Of(name, _environment.FunctionNames(call.Target is not null));
        _diagnostics.Add(new CelDiagnostic(
            call.FunctionSpan, $"undeclared reference to '{name}' (in container '{_environment.Container}')", call.Position)
        {
            Hint = known ?? (nearest is null ? null : $"did you mean '{nearest}'?"),
            Replacement = known is null ? nearest : null,
        });
    }

    private void ReportTooNew(CallExpr call, string name, KubernetesVersion environment) => _diagnostics.Report(
        call.Position,
        call.FunctionSpan,
        $"undeclared reference to '{name}' (in container '{_environment.Container}')",
        Versions.Since(environment, $"'{name}'"));

    private void ReportUndefinedField(int position, TextSpan span, string name, CelType type)
    {
        var nearest = type.Fields is null ? null : NearestName.Of(name, type.Fields.Keys);
        _diagnostics.Add(new CelDiagnostic(span, $"undefined field '{name}'", position)
        {
            Hint = nearest is not null ? $"did you mean '{nearest}'?" : type.Fields is { Count: > 0 and <= 12 } fields
                ? "fields: " + string.Join(", ", fields.Keys.OrderBy(k => k, StringComparer.Ordinal))
                : null,
            Replacement = nearest,
        });
    }

    private void ReportMismatch(Expr node, CelType expected, CelType actual) => _diagnostics.Report(
        node.Position,
        node.Span,
        $"expected type '{_unifier.Substitute(expected, unboundToDyn: false)}' but found '{_unifier.Substitute(actual, unboundToDyn: false)}'");

    private void ReportNoOverload(CallExpr call, FunctionDeclaration function, List<CelType> types, bool isMember)
    {
        var shown = types.ConvertAll(t => _unifier.Substitute(t, unboundToDyn: true).ToString());
        var signature = isMember ? $"{shown[0]}.({string.Join(", ", shown.Skip(1))})" : $"({string.Join(", ", shown)})";
        var isOperator = function.Name[0] is '_' or '!' or '-' or '@';
        var newer = _environment.NewerOverload(function.Name, types.Count, isMember);
        _diagnostics.Add(new CelDiagnostic(
            isOperator ? call.Span : call.FunctionSpan, $"found no matching overload for '{function.Name}' applied to '{signature}'", call.Position)
        {
            Hint = newer?.Text ?? OverloadHint.Of(function, types.ConvertAll(t => _unifier.Substitute(t, unboundToDyn: true)), isMember),
            Since = newer?.Server,
        });
    }
}
