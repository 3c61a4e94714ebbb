using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What a C# type is on the wire.</summary>
/// <param name="Codec">Its codec, as generated code writes it.</param>
/// <param name="Schema">Its schema.</param>
internal readonly record struct Shape(string Codec, JsonSchemaProps Schema);

/// <summary>Questions about types that need no state.</summary>
internal static class TypeShapes
{
    /// <summary>Whether the type is <c>T?</c> of a value type; if so, which.</summary>
    public static bool IsNullableValue(this ITypeSymbol type, out ITypeSymbol inner)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            inner = nullable.TypeArguments[0];
            return true;
        }
        inner = type;
        return false;
    }

    /// <summary>Whether null is a value of the type: <c>T?</c>, or a reference type in code that does not say.</summary>
    public static bool MayBeNull(this ITypeSymbol type) =>
        type.IsReferenceType ? type.NullableAnnotation != NullableAnnotation.NotAnnotated : type.IsNullableValue(out _);

    public static Nullness Nullness(this ITypeSymbol type) => (type.IsReferenceType, type.MayBeNull()) switch
    {
        (true, true) => Kube.CodeModel.Nullness.NullableReference,
        (true, false) => Kube.CodeModel.Nullness.Reference,
        (false, true) => Kube.CodeModel.Nullness.NullableValue,
        (false, false) => Kube.CodeModel.Nullness.Value,
    };

    /// <summary>Whether the type is a dictionary.</summary>
    public static bool IsMap(ITypeSymbol type) => type is INamedTypeSymbol named && TypeTable.FindCollection(named) is { Kind: CollectionKind.Map };

    /// <summary>Whether a schema is that of a scalar.</summary>
    public static bool IsScalar(this JsonSchemaProps schema) => schema.Type is "string" or "integer" or "number" or "boolean" || schema.XIntOrString;

    /// <summary>The schema with null as a value.</summary>
    /// <remarks>An API server holds null against <c>enum</c> and finds it nowhere, even if listed; against <c>allOf</c> it does not hold it.</remarks>
    public static JsonSchemaProps OrNull(this JsonSchemaProps schema) => schema.Nullable ? schema : schema with
    {
        Nullable = true,
        Enum = [],
        AllOf = schema.Enum.IsEmpty ? schema.AllOf : schema.AllOf.Append(new JsonSchemaProps { Enum = schema.Enum }).ToArray(),
    };

    /// <summary>Whether code beside the type can name it: neither it nor a type around it is private or protected.</summary>
    public static bool IsSeen(this INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.ContainingType)
        {
            if (at.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) return false;
        }
        return true;
    }

    /// <summary>Whether the type says that it reads and writes itself.</summary>
    public static bool IsSelfCodec(this ITypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (contract is { Name: "IKubeJson", TypeArguments: [var self] } && contract.ContainingNamespace.IsIn("Kube") && SymbolEqualityComparer.Default.Equals(self, type)) return true;
        }
        return false;
    }
}
