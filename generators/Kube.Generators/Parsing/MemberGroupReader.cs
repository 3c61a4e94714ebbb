using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads <c>[ExactlyOneOf]</c>, <c>[AtMostOneOf]</c> and <c>[AtLeastOneOf]</c> into the rules that say so.</summary>
internal static class MemberGroupReader
{
    public static ValidationRule? Read(AttributeData attribute, List<Member> members, Findings findings)
    {
        var names = new List<string>();
        var given = attribute.Texts(0);
        for (var i = 0; i < given.Length; i++)
        {
            var name = given[i];
            var member = members.Find(member => member.Symbol.Name == name) ?? members.Find(member => member.JsonName == name);
            if (member is null) findings.Add(FindingRule.UnknownMember, attribute.Location(i), attribute.AttributeClass!.Name, name);
            else names.Add(member.JsonName);
        }
        if (names.Count == 0) return null;
        var has = names.Select(name => $"has(self.{CelNames.Escape(name)})").ToArray();
        var count = string.Join("+", has.Select(test => $"({test}?1:0)"));
        var list = string.Join(" ", names);
        return attribute.AttributeClass!.Name switch
        {
            "ExactlyOneOfAttribute" => new() { Rule = count + " == 1", Message = $"exactly one of the fields in [{list}] must be set" },
            "AtMostOneOfAttribute" => new() { Rule = count + " <= 1", Message = $"at most one of the fields in [{list}] may be set" },
            _ => new() { Rule = string.Join(" || ", has), Message = $"at least one of the fields in [{list}] must be set" },
        };
    }
}
