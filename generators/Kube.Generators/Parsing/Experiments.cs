using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>The ids of <c>[Experimental]</c>: who names such a type or member gets an error of that id, which generated code has to switch off, since the user has no way to.</summary>
internal sealed class Experiments
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);

    /// <summary>Notes what stands on a symbol.</summary>
    public void Add(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ExperimentalAttribute" } known && known.ContainingNamespace.IsIn("System.Diagnostics.CodeAnalysis")) Add(attribute.Text(0));
        }
    }

    /// <summary>Notes what stands on a type and on those around it.</summary>
    public void AddAll(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.ContainingType) Add((ISymbol)at);
    }

    /// <summary>Notes an id; one that is no identifier the compiler refuses itself.</summary>
    public void Add(string? id)
    {
        if (id is not null && Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(id)) _ids.Add(id);
    }

    /// <summary>The ids, with a comma before each.</summary>
    public override string ToString() => _ids.Count == 0 ? "" : ", " + string.Join(", ", _ids);
}
