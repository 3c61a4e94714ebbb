using Kube.Cel.Evaluation;
using Kube.Cel.Library;
using Kube.Cel.Re2;
using Kube.Cel.Syntax;

namespace Kube.Cel.Checking;

/// <summary>Checks of literals after the type check: mixed lists and maps; from environment 1.29 on durations, timestamps, patterns and formats.</summary>
internal sealed class LiteralValidator
{
    private static readonly KubernetesVersion Introduced = new(1, 29);

    private readonly DiagnosticBag _diagnostics;
    private readonly bool _checksCalls;

    private LiteralValidator(DiagnosticBag diagnostics, bool checksCalls)
    {
        _diagnostics = diagnostics;
        _checksCalls = checksCalls;
    }

    public static void Validate(Expr root, CelEnvironment environment, DiagnosticBag diagnostics) =>
        new LiteralValidator(diagnostics, environment.Version >= Introduced).Visit(root, inFormat: false, environment.HomogeneousLiterals);

    private void Visit(Expr node, bool inFormat, bool homogeneous)
    {
        switch (node)
        {
            case SelectExpr e:
                Visit(e.Operand, inFormat, homogeneous);
                break;
            case CallExpr e:
                VisitCall(e, inFormat, homogeneous);
                break;
            case ListExpr e:
                if (homogeneous && !inFormat)
                {
                    CheckElements(e);
                }

                foreach (var element in e.Elements)
                {
                    Visit(element, inFormat, homogeneous);
                }

                break;
            case MapExpr e:
                if (homogeneous && !inFormat)
                {
                    CheckEntries(e);
                }

                foreach (var entry in e.Entries)
                {
                    Visit(entry.Key!, inFormat, homogeneous);
                    Visit(entry.Value, inFormat, homogeneous);
                }

                break;
            case ComprehensionExpr { Parts: var parts }:
                foreach (var part in new[] { parts.Range, parts.AccumulatorInit, parts.Condition, parts.Step, parts.Result })
                {
                    Visit(part, inFormat, homogeneous);
                }

                break;
        }
    }

    private void VisitCall(CallExpr call, bool inFormat, bool homogeneous)
    {
        if (_checksCalls && call.Arguments.Count > 0 && call.Arguments[0] is LiteralExpr literal)
        {
            var valid = call.Function switch
            {
                "duration" => !Conversions.ToDuration(literal.Value).IsError,
                "timestamp" => !Conversions.ToTimestamp(literal.Value).IsError,
                "matches" when literal.Value.Kind == CelKind.String => Re2Regex.TryParse(literal.Value.AsString, out _, out _),
                _ => true,
            };
            if (!valid)
            {
                _diagnostics.Report(literal.Position, literal.Span, $"invalid {call.Function} argument");
            }
        }

        var isFormat = call.Function == "format";
        if (_checksCalls && isFormat && call is { Target: LiteralExpr { Value: { Kind: CelKind.String } pattern }, Arguments: [ListExpr arguments] })
        {
            foreach (var (at, message) in FormatChecker.Check(call, pattern.AsString, arguments.Elements))
            {
                _diagnostics.Report(at.Position, at.Span, message);
            }
        }

        if (call.Target is not null)
        {
            Visit(call.Target, inFormat || isFormat, homogeneous);
        }

        foreach (var argument in call.Arguments)
        {
            Visit(argument, inFormat || isFormat, homogeneous);
        }
    }

    private void CheckElements(ListExpr list)
    {
        CelType? expected = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var type = Unwrap(list.Elements[i].Type!, list.IsOptional(i));
            if (expected is not null && !expected.Equals(type))
            {
                ReportMismatch(list.Elements[i], expected, type);
                break;
            }

            expected ??= type;
        }
    }

    private void CheckEntries(MapExpr map)
    {
        CelType? keyType = null;
        CelType? valueType = null;
        foreach (var entry in map.Entries)
        {
            var key = entry.Key!.Type!;
            var value = Unwrap(entry.Value.Type!, entry.Optional);
            if (keyType is not null && !keyType.Equals(key))
            {
                ReportMismatch(entry.Key, keyType, key);
            }

            if (valueType is not null && !valueType.Equals(value))
            {
                ReportMismatch(entry.Value, valueType, value);
            }

            keyType ??= key;
            valueType ??= value;
        }
    }

    private static CelType Unwrap(CelType type, bool optional) => optional && type.IsOptional ? type.Args[0] : type;

    private void ReportMismatch(Expr node, CelType expected, CelType actual) =>
        _diagnostics.Report(node.Position, node.Span, $"expected type '{expected}' but found '{actual}'");
}
