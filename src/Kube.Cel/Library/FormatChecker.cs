using Kube.Cel.Syntax;

namespace Kube.Cel.Library;

/// <summary>Checks a constant format string against the types of the list literal it is applied to.</summary>
internal static class FormatChecker
{
    public static IEnumerable<(Expr At, string Message)> Check(CallExpr call, string pattern, IReadOnlyList<Expr> arguments)
    {
        Expr at = call;
        var requested = 0;
        var error = FormatPattern.Walk(
            pattern,
            _ => { },
            (index, clause) =>
            {
                if (index >= arguments.Count)
                {
                    return $"index {index} out of range";
                }

                if (FindUnfit(clause.Verb, arguments[index]) is not { } unfit)
                {
                    return null;
                }

                at = unfit;
                return "error during formatting: " + FormatPattern.WrongType(clause.Verb, unfit.Type!.Name);
            },
            index =>
            {
                requested++;
                return index >= arguments.Count ? $"index {index} out of range" : null;
            });
        if (error is not null)
        {
            yield return (at, error);
        }
        else if (arguments.Count > requested)
        {
            yield return (call, $"too many arguments supplied to string.format (expected {requested}, got {arguments.Count})");
        }
    }

    private static Expr? FindUnfit(char verb, Expr argument)
    {
        var kind = argument.Type!.Kind;
        if (kind == CelTypeKind.Dyn)
        {
            return null;
        }

        var fits = verb switch
        {
            's' => kind is not (CelTypeKind.Opaque or CelTypeKind.Object or CelTypeKind.Error),
            'd' or 'o' => kind is CelTypeKind.Int or CelTypeKind.UInt,
            'f' or 'e' => kind is CelTypeKind.Double or CelTypeKind.String,
            'b' => kind is CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Bool,
            _ => kind is CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.String or CelTypeKind.Bytes,
        };
        if (!fits)
        {
            return argument;
        }

        return verb != 's' ? null : argument switch
        {
            ListExpr list => list.Elements.Select(e => FindUnfit('s', e)).FirstOrDefault(e => e is not null),
            MapExpr map => map.Entries.SelectMany(e => new[] { e.Key!, e.Value }).Select(e => FindUnfit('s', e)).FirstOrDefault(e => e is not null),
            _ => null,
        };
    }
}
