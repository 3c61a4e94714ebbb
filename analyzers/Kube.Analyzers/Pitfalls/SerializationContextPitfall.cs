using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>A context of System.Text.Json that names a resource, a spec or a status, or a type that leads to one.</summary>
/// <remarks>
/// One generator does not see what another made: System.Text.Json's knows no resource type of the same build, and of a spec it writes what it makes of the
/// class by its own rules, which are not those of the codec and the CRD.
/// </remarks>
internal static class SerializationContextPitfall
{
    private const string Serialization = "System.Text.Json.Serialization";

    public static IEnumerable<Diagnostic> Of(INamedTypeSymbol context, ResourceBook book)
    {
        if (context.BaseType is not { Name: "JsonSerializerContext" } parent || !parent.ContainingNamespace.IsIn(Serialization)) yield break;
        foreach (var attribute in context.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: "JsonSerializableAttribute" } known || !known.ContainingNamespace.IsIn(Serialization) || attribute.Argument(0) is not ITypeSymbol type) continue;
            if (new Search(book).Find(type, "") is var (found, path, why))
                yield return Diagnostic.Create(Rules.SerializedByContext, Place(attribute), path.Length == 0 ? found : $"{found} (by way of {type.Display()}{path})", why);
        }
    }

    private static Location Place(AttributeData attribute) =>
        attribute.Syntax()?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is TypeOfExpressionSyntax { Type: var type } ? type.GetLocation() : attribute.Location(0);

    /// <summary>Looks for the first type of ours that a serialiser of a type comes to.</summary>
    private sealed class Search(ResourceBook book)
    {
        private const string Unseen = "which is generated in the same build, so System.Text.Json's generator does not see it";
        private const string Otherwise = "which it writes by its own rules, and not as the codec and the CRD have it";

        private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

        public (string Type, string Path, string Why)? Find(ITypeSymbol type, string path)
        {
            if (type is IArrayTypeSymbol array) return Find(array.ElementType, path);
            if (type is not INamedTypeSymbol named || !_seen.Add(named)) return null;
            foreach (var entry in book.All)
            {
                if (named.Name == entry.Surface.TypeName && (named.TypeKind == TypeKind.Error || named.ContainingNamespace.Code() == entry.Surface.Namespace)) return (named.Name, path, Unseen);
                if (SymbolEqualityComparer.Default.Equals(named, entry.Type) || SymbolEqualityComparer.Default.Equals(named, entry.Attribute.Named("Status") as ITypeSymbol)) return (named.Name, path, Otherwise);
            }
            foreach (var argument in named.TypeArguments)
            {
                if (Find(argument, path) is { } found) return found;
            }
            return named.DeclaringSyntaxReferences.IsEmpty ? null : FindInMembers(named, path);
        }

        private (string Type, string Path, string Why)? FindInMembers(INamedTypeSymbol type, string path)
        {
            for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType)
            {
                foreach (var member in at.GetMembers())
                {
                    if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } property
                        && Annotations.Of(property).Ignore != IgnoreWhen.Always && Find(property.Type, path + "." + property.Name) is { } found) return found;
                }
            }
            return null;
        }
    }
}
