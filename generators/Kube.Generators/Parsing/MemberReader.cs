using Kube.CodeModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Generators.Parsing;

/// <summary>A member of a C# type that is a property on the wire.</summary>
internal sealed class Member
{
    public required ISymbol Symbol { get; init; }
    public required ITypeSymbol Type { get; init; }
    public required Annotations Annotations { get; init; }
    public required string JsonName { get; init; }
    public required Setter Setter { get; init; }
    public IParameterSymbol? Parameter { get; init; }
    public ExpressionSyntax? Initializer { get; init; }

    /// <summary>Whether the C# modifier <c>required</c> is there.</summary>
    public bool HasRequiredModifier { get; init; }

    /// <summary>Whether the C# type gives the member a value by itself. Of types without source, this is assumed.</summary>
    public bool HasInitialValue { get; init; }
}

/// <summary>Finds the members of a type that are properties on the wire, base types first.</summary>
internal static class MemberReader
{
    public static List<Member> Read(INamedTypeSymbol type, IMethodSymbol? constructor, Compilation compilation, Findings findings)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (var at = type; at is { SpecialType: SpecialType.None }; at = at.BaseType) chain.Push(at);
        var members = new List<Member>();
        foreach (var declaring in chain)
        {
            foreach (var symbol in declaring.GetMembers())
            {
                if (symbol.IsStatic || symbol.IsImplicitlyDeclared && symbol is IFieldSymbol) continue;
                if (Member(symbol, type, constructor, compilation, findings) is { } member) Add(members, member, findings);
            }
        }
        // A stable sort: members without an order keep their place.
        return members.Exists(member => member.Annotations.Order != 0) ? [.. members.OrderBy(member => member.Annotations.Order)] : members;
    }

    private static Member? Member(ISymbol symbol, INamedTypeSymbol type, IMethodSymbol? constructor, Compilation compilation, Findings findings)
    {
        switch (symbol)
        {
            case IPropertySymbol { IsIndexer: false } property when !property.IsImplicitlyDeclared || property.DeclaringSyntaxReferences.Length > 0:
                {
                    if (property.Name == "EqualityContract" || property.ExplicitInterfaceImplementations.Length > 0) return null;
                    var annotations = Annotations.Of(property);
                    var parameter = Parameter(constructor, property);
                    if (parameter is not null) annotations.Add(parameter);
                    if (annotations.Ignore == IgnoreWhen.Always) return null;
                    if (property.GetMethod is null || (property.DeclaredAccessibility != Accessibility.Public && !annotations.IsIncluded)) return null;
                    if (property.GetMethod.DeclaredAccessibility != Accessibility.Public && !compilation.IsSymbolAccessibleWithin(property.GetMethod, compilation.Assembly))
                    {
                        findings.Add(FindingRule.UnusableMember, property, property.Name, "private or protected", "make it internal or public, or leave it out");
                        return null;
                    }
                    if (annotations.IsForbidden)
                    {
                        findings.Add(FindingRule.UnusableMember, property, property.Name, "obsolete as an error", "let [Obsolete] be a warning, or leave the member out with [JsonIgnore]");
                        return null;
                    }
                    if (!IsWritable(property, annotations, findings)) return null;
                    var setter = Setter(property, annotations, parameter, type);
                    if (setter == Kube.CodeModel.Setter.None && annotations.Ignore != IgnoreWhen.Reading)
                    {
                        findings.Add(FindingRule.ReadOnlyMember, property, property.Name);
                        return null;
                    }
                    return Make(property, property.Type, annotations, setter, parameter, property.IsRequired, Initializer(property));
                }
            case IFieldSymbol { IsConst: false, IsReadOnly: false } field:
                {
                    if (field.DeclaredAccessibility != Accessibility.Public) return null;
                    var annotations = Annotations.Of(field);
                    if (!annotations.IsIncluded || annotations.Ignore == IgnoreWhen.Always || !IsWritable(field, annotations, findings)) return null;
                    return Make(field, field.Type, annotations, Kube.CodeModel.Setter.Assign, Parameter(constructor, field), field.IsRequired, null);
                }
            default:
                return null;
        }
    }

    /// <summary>Whether the name has a form in JSON.</summary>
    private static bool IsWritable(ISymbol member, Annotations annotations, Findings findings)
    {
        if (annotations.JsonName is not { } name || CSharp.IsText(name)) return true;
        findings.Add(FindingRule.UnusableMember, member, member.Name, "named by half of a surrogate pair", "write another [JsonPropertyName]");
        return false;
    }

    private static Member Make(ISymbol symbol, ITypeSymbol type, Annotations annotations, Setter setter, IParameterSymbol? parameter, bool isRequired, ExpressionSyntax? initializer)
    {
        var isPromise = initializer is not null && DefaultReader.IsPromise(initializer) && !type.MayBeNull() && !type.IsValueType;
        // A primary constructor's parameter by another name: the value comes from the document.
        if (isPromise || initializer is IdentifierNameSyntax { Identifier.ValueText: var name } && name == parameter?.Name) initializer = null;
        return new Member
        {
            Symbol = symbol,
            Type = type,
            Annotations = annotations,
            JsonName = annotations.JsonName ?? SymbolNames.CamelCase(symbol.Name),
            Setter = annotations.Ignore == IgnoreWhen.Reading ? Kube.CodeModel.Setter.None : setter,
            Parameter = parameter,
            HasRequiredModifier = isRequired,
            Initializer = initializer,
            HasInitialValue = initializer is not null || (parameter is not null ? parameter.HasExplicitDefaultValue : symbol.DeclaringSyntaxReferences.IsEmpty),
        };
    }

    private static Setter Setter(IPropertySymbol property, Annotations annotations, IParameterSymbol? parameter, INamedTypeSymbol type)
    {
        if (parameter is not null) return Kube.CodeModel.Setter.Constructor;
        if (annotations.IsExtensionData && property.SetMethod is null) return Kube.CodeModel.Setter.None;
        if (property.SetMethod is not { } set) return Kube.CodeModel.Setter.None;
        if (set.DeclaredAccessibility != Accessibility.Public) return annotations.IsIncluded ? Kube.CodeModel.Setter.Accessor : Kube.CodeModel.Setter.None;
        return set.IsInitOnly ? Kube.CodeModel.Setter.Accessor : Kube.CodeModel.Setter.Assign;
    }

    private static IParameterSymbol? Parameter(IMethodSymbol? constructor, ISymbol member)
    {
        if (constructor is null) return null;
        foreach (var parameter in constructor.Parameters)
        {
            if (string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)) return parameter;
        }
        return null;
    }

    private static ExpressionSyntax? Initializer(IPropertySymbol property)
    {
        foreach (var reference in property.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is PropertyDeclarationSyntax { Initializer.Value: { } value }) return value;
        }
        return null;
    }

    private static void Add(List<Member> members, Member member, Findings findings)
    {
        // A member that hides or overrides one of a base type takes its place.
        var hidden = members.FindIndex(other => other.Symbol.Name == member.Symbol.Name);
        if (hidden >= 0)
        {
            members[hidden] = member;
            return;
        }
        var twin = members.Find(other => other.JsonName == member.JsonName && !other.Annotations.IsExtensionData && !member.Annotations.IsExtensionData);
        if (twin is null) members.Add(member);
        else findings.Add(FindingRule.NameCollision, member.Symbol, member.Symbol.Name, twin.Symbol.Name, member.JsonName, "JsonPropertyName");
    }
}
