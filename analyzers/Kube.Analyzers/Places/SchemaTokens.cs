using Kube.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Kube.Analyzers;

/// <summary>The tokens that say what stands in a schema.</summary>
internal static class SchemaTokens
{
    /// <summary>Which attribute's argument says a keyword; -1 is the attribute as a whole.</summary>
    private static readonly Dictionary<string, (string Attribute, int Argument)[]> Own = new(StringComparer.Ordinal)
    {
        ["pattern"] = [("RegularExpressionAttribute", 0)],
        ["format"] = [("FormatAttribute", 0), ("UrlAttribute", -1), ("EmailAddressAttribute", -1), ("Base64StringAttribute", -1)],
        ["minLength"] = [("MinLengthAttribute", 0), ("LengthAttribute", 0), ("StringLengthAttribute", -1)],
        ["maxLength"] = [("MaxLengthAttribute", 0), ("LengthAttribute", 1), ("StringLengthAttribute", 0)],
        ["minItems"] = [("MinLengthAttribute", 0), ("LengthAttribute", 0)],
        ["maxItems"] = [("MaxLengthAttribute", 0), ("LengthAttribute", 1)],
        ["minProperties"] = [("MinPropertiesAttribute", 0), ("MinLengthAttribute", 0), ("LengthAttribute", 0)],
        ["maxProperties"] = [("MaxPropertiesAttribute", 0), ("MaxLengthAttribute", 0), ("LengthAttribute", 1)],
        ["minimum"] = [("RangeAttribute", -1)],
        ["maximum"] = [("RangeAttribute", -1)],
        ["multipleOf"] = [("MultipleOfAttribute", 0)],
        ["enum"] = [("AllowedValuesAttribute", -1)],
        ["example"] = [("ExampleAttribute", 0)],
        ["x-kubernetes-list-type"] = [("ListTypeAttribute", 0)],
        ["x-kubernetes-map-type"] = [("MapTypeAttribute", 0)],
        ["x-kubernetes-embedded-resource"] = [("EmbeddedResourceAttribute", -1)],
        ["x-kubernetes-preserve-unknown-fields"] = [("PreserveUnknownFieldsAttribute", -1)],
        ["x-kubernetes-int-or-string"] = [("IntOrStringAttribute", -1)],
        ["x-kubernetes-validations"] = [("ImmutableAttribute", -1), ("ExactlyOneOfAttribute", -1), ("AtMostOneOfAttribute", -1), ("AtLeastOneOfAttribute", -1)],
        ["type"] = [("EmbeddedResourceAttribute", -1), ("MapTypeAttribute", 0), ("ListTypeAttribute", 0)],
        ["additionalProperties"] = [("EmbeddedResourceAttribute", -1)],
        ["properties"] = [("EmbeddedResourceAttribute", -1)],
    };

    /// <summary>Which property of <c>[Items]</c> and <c>[Values]</c> says a keyword.</summary>
    private static readonly Dictionary<string, string> OfElement = new(StringComparer.Ordinal)
    {
        ["pattern"] = "Pattern",
        ["format"] = "Format",
        ["minLength"] = "MinLength",
        ["minItems"] = "MinLength",
        ["minProperties"] = "MinLength",
        ["maxLength"] = "MaxLength",
        ["maxItems"] = "MaxLength",
        ["maxProperties"] = "MaxLength",
        ["minimum"] = "Minimum",
        ["maximum"] = "Maximum",
        ["multipleOf"] = "MultipleOf",
        ["enum"] = "AllowedValues",
    };

    /// <summary>The token to mark; the class's name where nothing smaller is to blame.</summary>
    public static Location Of(TrailEnd end, ResourceReading reading)
    {
        var place = end.Keyword switch
        {
            "default" => Default(end.Member)?.GetLocation(),
            "x-kubernetes-list-map-keys" => Key(end),
            _ => Keyword(end)?.Location,
        };
        // What items may not be, they may not be because of the list's type.
        if (place is null && end is { Level: NodeLevel.Items, Keyword: not "default" }) place = Attribute(end.Member, "ListTypeAttribute")?.Place(syntax => syntax.Positional(0));
        return reading.Here(place ?? Declared(end.Member) ?? end.Member?.Member.Symbol.Locations[0] ?? (end.Type ?? reading.Type).Locations[0]);
    }

    /// <summary>The attribute's argument that says a keyword, and the attribute.</summary>
    public static (AttributeData Attribute, ExpressionSyntax? Argument, Location Location)? Keyword(TrailEnd end)
    {
        if (end.Level == NodeLevel.Deeper) return null;
        if (end.Level != NodeLevel.Own)
        {
            var element = Attribute(end.Member, end.Level == NodeLevel.Items ? "ItemsAttribute" : "ValuesAttribute");
            return element?.Syntax() is { } syntax && OfElement.TryGetValue(end.Keyword, out var name) && syntax.Named(name) is { } expression
                ? (element, expression, expression.GetLocation())
                : null;
        }
        if (!Own.TryGetValue(end.Keyword, out var sources)) return null;
        foreach (var (name, argument) in sources)
        {
            // What the member says goes before what its type says.
            if ((Attribute(end.Member, name) ?? end.Type.Find(name)) is not { } attribute) continue;
            var expression = argument < 0 ? null : attribute.Syntax()?.Positional(argument);
            return (attribute, expression, expression?.GetLocation() ?? attribute.Location());
        }
        return null;
    }

    /// <summary>What gives a member its default: an attribute's argument, the initialiser, the value of the parameter.</summary>
    public static ExpressionSyntax? Default(ReadMember? member) => member is null ? null
        : Attribute(member, "DefaultJsonAttribute")?.Syntax()?.Positional(0)
            ?? Attribute(member, "DefaultValueAttribute")?.Syntax()?.Positional(0)
            ?? member.Member.Initializer
            ?? (member.Member.Parameter?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as ParameterSyntax)?.Default?.Value;

    /// <summary>An attribute of a member, which a positional record may have on the parameter.</summary>
    public static AttributeData? Attribute(ReadMember? member, string name) => member is null ? null : member.Member.Symbol.Find(name) ?? member.Member.Parameter.Find(name);

    private static Location? Declared(ReadMember? member) =>
        (Attribute(member, "RawSchemaAttribute") ?? Attribute(member, "SchemaFromAttribute"))?.Place(syntax => syntax.Positional(0));

    private static Location? Key(TrailEnd end)
    {
        // A server names all keys where one of them is no property.
        var unknown = end.Member is { Schema: { XListMapKeys: var keys, Items.Schema: { } item } } ? keys.ToList().FindIndex(key => !item.Properties.ContainsKey(key)) : -1;
        var index = unknown >= 0 ? unknown : end.Index;
        return Attribute(end.Member, "ListTypeAttribute")?.Place(syntax => syntax.Positional(1 + index) ?? syntax.Positional(1)?.Item(index) ?? syntax.Positional(0));
    }
}
