using Kube.Cel.Checking;
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
            if (member is null) Tell(attribute, i, name, members, findings);
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

    private static void Tell(AttributeData attribute, int index, string name, List<Member> members, Findings findings)
    {
        if (!findings.AreWanted) return;
        var place = attribute.Location(index);
        var nearest = NearestName.Of(name, members.Select(member => member.Symbol.Name));
        var written = nearest is null ? null : $"nameof({nearest})";
        var instead = written is not null ? "write " + written : members.Count == 0 ? "it has none" : "write nameof of one of " + string.Join(", ", members.Select(member => member.Symbol.Name));
        findings.Add(FindingRule.UnknownMember, place, place.IsLiteral() ? written : null, [attribute.ShortName(), name, instead]);
    }
}
