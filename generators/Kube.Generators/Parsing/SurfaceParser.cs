using Kube.CodeModel;
using Kube.Generators.Model;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>Reads the cheap part of a resource: its attribute and the names it generates.</summary>
internal static class SurfaceParser
{
    /// <summary>The surface; none where no resource can be generated, which a finding says.</summary>
    public static ResourceSurface? Parse(INamedTypeSymbol spec, AttributeData attribute, Findings findings, CancellationToken cancellation)
    {
        if (Refusal(spec, attribute) is { } reason)
        {
            findings.Add(FindingRule.ResourceSkipped, spec, spec.Name, reason);
            return null;
        }
        var kind = Given(attribute, "Kind") ?? (spec.Name.Length > 4 && spec.Name.EndsWith("Spec", StringComparison.Ordinal) ? spec.Name.Substring(0, spec.Name.Length - 4) : spec.Name);
        var status = attribute.Named("Status") as ITypeSymbol;
        var typeName = Given(attribute, "TypeName") ?? kind;
        if (typeName == spec.Name && spec.ContainingType is null)
        {
            findings.Add(FindingRule.ResourceSkipped, spec, spec.Name, $"the generated type would be called {typeName}, too; name the class {typeName}Spec or set Kind");
            return null;
        }
        if (Array.IndexOf(MemberNames, typeName) >= 0)
        {
            findings.Add(FindingRule.ResourceSkipped, spec, spec.Name, $"the generated type would be called {typeName}, as one of its members is; set TypeName");
            return null;
        }
        if (Taken(spec.ContainingNamespace, typeName) is { } taken)
        {
            findings.Add(FindingRule.ResourceSkipped, spec, spec.Name, $"the generated type would be called {typeName}, as {taken} is; make that a 'partial record', or set TypeName");
            return null;
        }
        var experiments = new Experiments();
        experiments.AddAll(spec);
        experiments.AddAll(status);
        return new ResourceSurface
        {
            Experiments = experiments.ToString(),
            Namespace = spec.ContainingNamespace.Code(),
            TypeName = typeName,
            IsPublic = IsPublic(spec) && (status is null || IsPublic(status)),
            SpecType = spec.CodeNotNull(),
            SpecIsValueType = spec.IsValueType,
            StatusType = status?.CodeNotNull(),
            StatusIsValueType = status?.IsValueType ?? false,
            Summary = DocReader.Summary(spec, cancellation),
            Deprecation = Deprecation(spec),
            Identity = new ResourceIdentity
            {
                Group = attribute.Text(0)!,
                Version = attribute.Text(1)!,
                Kind = kind,
                Plural = Given(attribute, "Plural") ?? Pluralizer.Pluralize(kind),
                Singular = Given(attribute, "Singular") ?? kind.ToLowerInvariant(),
                ListKind = Given(attribute, "ListKind") ?? kind + "List",
                IsNamespaced = attribute.Named("Scope") is not 1,
                ShortNames = attribute.NamedTexts("ShortNames"),
                Categories = attribute.NamedTexts("Categories"),
            },
        };
    }

    // C# lets no member be called as its type.
    private static readonly string[] MemberNames =
    [
        "ApiVersion", "ApiVersionName", "Clone", "Crd", "EnsureValid", "EqualityContract", "Equals", "Finalize", "GetCrd", "GetHashCode", "GetType", "Kind", "KindName", "MemberwiseClone",
        "Metadata", "PrintMembers", "Read", "ReferenceEquals", "Spec", "Status", "ToString", "Type", "Validate", "ValidateStatusUpdate", "ValidateUpdate", "WithMetadata", "Write",
    ];

    private static string? Refusal(INamedTypeSymbol spec, AttributeData attribute)
    {
        if (string.IsNullOrEmpty(attribute.Text(0)) || string.IsNullOrEmpty(attribute.Text(1))) return "group and version are needed; write [CustomResource(\"example.com\", \"v1\")]";
        if (!IdentityIsText(attribute)) return "half of a surrogate pair stands in its group, version or names; write other ones";
        if (spec.IsGenericType) return $"a spec cannot be generic; mark a class that derives from {spec.Name}<…> with its type arguments";
        if (spec.IsStatic || spec.IsAbstract) return $"a spec has to be a type with values; remove '{(spec.IsStatic ? "static" : "abstract")}', or mark a type that derives from it";
        if (spec.IsFileLocal) return "generated code cannot see a file-local type; remove 'file'";
        for (var at = spec; at is not null; at = at.ContainingType)
        {
            if (at.IsGenericType) return "a spec cannot be inside a generic type; move it out of it";
        }
        if (!spec.IsSeen()) return "generated code cannot see a private or protected type; make it, and the types around it, internal or public";
        if (attribute.Named("Status") is INamedTypeSymbol status && (!status.IsSeen() || status.IsFileLocal)) return "generated code cannot see the type of its status; make that internal or public";
        if (attribute.Named("Status") is INamedTypeSymbol { IsUnboundGenericType: true }) return "its status is a generic type without arguments; name one with them, or a class that derives from it";
        return Given(attribute, "Kind") is { } kind && !IsIdentifier(kind) && Given(attribute, "TypeName") is null ? $"the kind \"{kind}\" is no C# name; set TypeName" : null;
    }

    /// <summary>The type of this name, where the generated one cannot be a part of it.</summary>
    private static string? Taken(INamespaceSymbol space, string name)
    {
        foreach (var type in space.GetTypeMembers(name, 0))
        {
            foreach (var part in type.DeclaringSyntaxReferences)
            {
                if (part.GetSyntax() is not RecordDeclarationSyntax { RawKind: (int)SyntaxKind.RecordDeclaration } record || !record.Modifiers.Any(SyntaxKind.PartialKeyword))
                    return $"the {(type.IsRecord ? "record" : type.TypeKind.ToString().ToLowerInvariant())} of the same namespace";
            }
        }
        return null;
    }

    private static bool IsIdentifier(string name) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name);

    private static bool IdentityIsText(AttributeData attribute)
    {
        foreach (var text in (string?[])[attribute.Text(0), attribute.Text(1), attribute.Named("Kind") as string, attribute.Named("Plural") as string])
        {
            if (text is not null && !CSharp.IsText(text)) return false;
        }
        return true;
    }

    private static string? Given(AttributeData attribute, string name) => attribute.Named(name) is string { Length: > 0 } text ? text : null;

    private static bool IsPublic(ITypeSymbol type)
    {
        for (ISymbol? at = type; at is ITypeSymbol; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility != Accessibility.Public) return false;
        }
        return true;
    }

    private static string? Deprecation(INamedTypeSymbol spec)
    {
        foreach (var attribute in spec.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ObsoleteAttribute" } known && known.ContainingNamespace.IsIn("System")) return attribute.Text(0) ?? "";
        }
        return null;
    }
}
