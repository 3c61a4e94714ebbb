using System.Collections.Concurrent;
using Kube.Cel;
using Kube.Generators.Model;
using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>The resources of one compilation: what concerns several classes needs to find the others. Each is read once.</summary>
internal sealed class ResourceBook(Compilation compilation, INamedTypeSymbol attributeType, KubernetesVersion server)
{
    private readonly ConcurrentDictionary<ITypeSymbol, ResourceReading> _readings = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Refusal>> _refusals = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<ResourceEntry>> _entries = new(() => Entries(compilation, attributeType));

    /// <summary>All resources, in the order of their classes' names.</summary>
    public IReadOnlyList<ResourceEntry> All => _entries.Value;

    /// <summary>The resource of a class; none where it is no spec.</summary>
    public ResourceReading? Read(INamedTypeSymbol type, CancellationToken cancellation) =>
        _readings.TryGetValue(type, out var known) ? known
        : AttributeOf(type, attributeType) is { } attribute ? _readings.GetOrAdd(type, ResourceReading.Of(type, attribute, compilation, server, cancellation))
        : null;

    /// <summary>The CRD that a resource is a version of, with all versions that can be read.</summary>
    public JoinedDefinition? Definition(ResourceReading reading, CancellationToken cancellation)
    {
        if (reading.Model is not { } model) return null;
        var readings = All
            .Where(entry => entry.Surface.Identity.CrdName == model.Crd.Identity.CrdName)
            .Select(entry => Read(entry.Type, cancellation))
            .Where(version => version?.Model is not null).Select(version => version!).ToArray();
        return readings.Contains(reading) ? new JoinedDefinition(readings) : new JoinedDefinition([reading]);
    }

    /// <summary>What an API server refuses of a CRD; asked once however many versions it has.</summary>
    public IReadOnlyList<Refusal> Refusals(JoinedDefinition definition) =>
        _refusals.TryGetValue(definition.Name, out var known) ? known : _refusals.GetOrAdd(definition.Name, ServerVerdict.Of(definition, server));

    private static AttributeData? AttributeOf(INamedTypeSymbol type, INamedTypeSymbol attributeType)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType)) return attribute;
        }
        return null;
    }

    // By syntax first: binding the attributes of every type of a large project would cost more than all the rest.
    private static IReadOnlyList<ResourceEntry> Entries(Compilation compilation, INamedTypeSymbol attributeType)
    {
        var entries = new SortedDictionary<string, ResourceEntry>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                if (node is not TypeDeclarationSyntax { AttributeLists.Count: > 0 } declaration || !IsMarked(declaration)) continue;
                var name = MetadataName(declaration);
                if (entries.ContainsKey(name) || compilation.Assembly.GetTypeByMetadataName(name) is not { } type || AttributeOf(type, attributeType) is not { } attribute) continue;
                if (SurfaceParser.Parse(type, attribute, new Findings(false), default) is { } surface) entries[name] = new ResourceEntry(type, attribute, surface);
            }
        }
        return [.. entries.Values];
    }

    private static bool IsMarked(TypeDeclarationSyntax declaration)
    {
        foreach (var list in declaration.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right : attribute.Name;
                if (name is SimpleNameSyntax { Identifier.ValueText: "CustomResource" or "CustomResourceAttribute" } or AliasQualifiedNameSyntax) return true;
            }
        }
        return false;
    }

    private static string MetadataName(TypeDeclarationSyntax declaration)
    {
        var name = declaration.Identifier.ValueText + Arity(declaration);
        for (var at = declaration.Parent; at is not null; at = at.Parent)
        {
            name = at switch
            {
                TypeDeclarationSyntax outer => outer.Identifier.ValueText + Arity(outer) + "+" + name,
                BaseNamespaceDeclarationSyntax space => string.Join(".", space.Name.ToString().Split('.').Select(part => part.Trim().TrimStart('@'))) + "." + name,
                _ => name,
            };
        }
        return name;
    }

    private static string Arity(TypeDeclarationSyntax declaration) =>
        declaration.TypeParameterList is { Parameters.Count: var count and > 0 } ? "`" + count.ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
}

/// <summary>A resource as far as its attribute tells.</summary>
/// <param name="Type">The class.</param>
/// <param name="Attribute">Its attribute.</param>
/// <param name="Surface">What its attribute says.</param>
internal sealed record ResourceEntry(INamedTypeSymbol Type, AttributeData Attribute, ResourceSurface Surface);
