using Kube.CodeModel;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads enums: their members and what those are called on the wire.</summary>
internal static class EnumReader
{
    public static EnumCodec Read(INamedTypeSymbol type)
    {
        var members = new List<EnumCodecMember>();
        var values = new HashSet<object>();
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true } field) continue;
            members.Add(new EnumCodecMember(CSharp.Identifier(field.Name), Text(field), IsAlias: !values.Add(field.ConstantValue!)));
        }
        return new EnumCodec
        {
            Namespace = type.ContainingNamespace.Code(),
            CodecName = type.CodecName(),
            Type = type.CodeNotNull(),
            DisplayName = type.Display(),
            Members = members.ToArray(),
        };
    }

    public static bool IsFlags(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "FlagsAttribute" } known && known.ContainingNamespace.IsIn("System")) return true;
        }
        return false;
    }

    /// <summary>A member's text: as <c>[JsonStringEnumMemberName]</c> says, else its name.</summary>
    public static string Text(IFieldSymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "JsonStringEnumMemberNameAttribute" } known && known.ContainingNamespace.IsIn("System.Text.Json.Serialization"))
            {
                return attribute.Text(0) ?? member.Name;
            }
        }
        return member.Name;
    }
}
