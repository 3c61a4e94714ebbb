namespace Kube.Cel.Syntax;

/// <summary>Reads <c>a.b.c</c> out of a chain of selections.</summary>
internal static class QualifiedName
{
    /// <summary>The dotted name, or null when the expression is anything but names and selections.</summary>
    public static string? Of(Expr expression) => expression switch
    {
        IdentExpr ident => ident.Name,
        SelectExpr { TestOnly: false } select when Of(select.Operand) is { } prefix => prefix + "." + select.Field,
        _ => null,
    };

    /// <summary>The first name of the chain, or null when there is none.</summary>
    public static string? RootOf(Expr expression)
    {
        while (expression is SelectExpr { TestOnly: false } select)
        {
            expression = select.Operand;
        }

        return (expression as IdentExpr)?.Name;
    }
}
