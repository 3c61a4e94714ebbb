using Kube.CodeModel;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads enums: their members and what those are called on the wire.</summary>
internal static class EnumReader
{
    public static EnumCodec Read(INamedTypeSymbol type, Findings findings, Experiments experiments)
    {
        var members = new List<EnumCodecMember>();
        var values = new HashSet<object>();
        var texts = new Dictionary<string, IFieldSymbol>(StringComparer.Ordinal);
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true } field) continue;
            var text = Text(field);
            if (!CSharp.IsText(text))
            {
                findings.Add(FindingRule.UnusableMember, field, field.Name, "named by half of a surrogate pair", "write another [JsonStringEnumMemberName]");
                continue;
            }
            experiments.Add(field);
            members.Add(new EnumCodecMember(CSharp.Identifier(field.Name), text, IsAlias: !values.Add(field.ConstantValue!)));
            if (!texts.TryGetValue(text, out var twin)) texts.Add(text, field);
            else if (!field.ConstantValue!.Equals(twin.ConstantValue)) findings.Add(FindingRule.NameCollision, field, field.Name, twin.Name, text, "JsonStringEnumMemberName");
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
