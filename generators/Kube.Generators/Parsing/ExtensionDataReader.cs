using Kube.CodeModel;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads the member that collects unknown properties.</summary>
internal static class ExtensionDataReader
{
    public static CodecMember? Read(Member member, Findings findings)
    {
        if (Conversion(member.Type) is not { } conversion)
        {
            findings.Add(FindingRule.FlattenedDictionary, member.Symbol, member.Symbol.Name, member.Type.Display());
            return null;
        }
        return new CodecMember
        {
            Name = CSharp.Identifier(member.Symbol.Name),
            JsonName = "",
            Type = member.Type.Code(),
            Codec = conversion,
            Nullness = Nullness.NullableReference,
            Setter = member.Setter == Setter.Constructor ? Setter.None : member.Setter,
            Host = null,
            IsExtensionData = true,
        };
    }

    /// <summary>How a dictionary of elements becomes the member's type; empty where it is one.</summary>
    private static string? Conversion(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named) return null;
        if (named.Name == "JsonObject" && named.ContainingNamespace.IsIn("System.Text.Json.Nodes")) return "Tree";
        if (TypeTable.FindCollection(named) is not { Kind: CollectionKind.Map } || named.Name is not ("Dictionary" or "IDictionary" or "IReadOnlyDictionary")) return null;
        if (named.TypeArguments[0].SpecialType != SpecialType.System_String) return null;
        if (named.TypeArguments[1].SpecialType == SpecialType.System_Object) return "Objects";
        return named.TypeArguments[1] is { Name: "JsonElement" } element && element.ContainingNamespace.IsIn("System.Text.Json") ? "" : null;
    }
}
