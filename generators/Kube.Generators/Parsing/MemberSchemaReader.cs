using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What a member adds to the schema of its type: description, constraints, default, merge behaviour.</summary>
internal sealed class MemberSchemaReader(TypeReader types)
{
    private readonly DefaultReader _defaults = new(types.Compilation, types.Cancellation);

    /// <summary>The rule that a value never changes.</summary>
    public static readonly ValidationRule Unchanging = new() { Rule = "self == oldSelf", Message = "field is immutable" };

    /// <summary>The member's schema.</summary>
    /// <param name="member">The member.</param>
    /// <param name="schema">The schema of its type.</param>
    /// <param name="isRequired">Whether every object has it.</param>
    /// <param name="parentRules">Takes rules that have to stand on the object that holds the member.</param>
    public JsonSchemaProps Read(Member member, JsonSchemaProps schema, bool isRequired, List<ValidationRule> parentRules)
    {
        var annotations = member.Annotations;
        var name = member.Symbol.Name;
        schema = annotations.Own.Apply(schema, name, types.Findings);
        schema = Elements(schema, annotations, name);
        if (annotations.IsImmutable)
        {
            schema = schema with { XValidations = schema.XValidations.Append(Unchanging).ToArray() };
            if (!isRequired)
            {
                var field = CelNames.Escape(member.JsonName);
                parentRules.Add(new() { Rule = $"!has(oldSelf.{field}) || has(self.{field})", Message = $"field {member.JsonName} is immutable once set" });
            }
        }
        // A required member that may be null is written as null, so null has to be a value.
        if (annotations.IsNullable || (member.Type.MayBeNull() && (member.HasRequiredModifier || annotations.Ignore == IgnoreWhen.Never))) schema = schema.OrNull();
        return schema with
        {
            Title = annotations.Title ?? schema.Title,
            Description = annotations.Description ?? Summary(member) ?? schema.Description,
            ExternalDocs = annotations.ExternalDocs ?? schema.ExternalDocs,
            XPreserveUnknownFields = annotations.PreservesUnknownFields || annotations.IsEmbeddedResource && schema.Properties.IsEmpty ? true : schema.XPreserveUnknownFields,
            XEmbeddedResource = annotations.IsEmbeddedResource || schema.XEmbeddedResource,
            Type = annotations.IsEmbeddedResource ? schema.Type ?? "object" : schema.Type,
            XMapType = annotations.MapType ?? schema.XMapType,
            XListType = ListType(annotations) ?? schema.XListType,
            XListMapKeys = annotations.ListType is { } list ? ListKeys(list, member) : schema.XListMapKeys,
            Default = isRequired ? null : Default(member, schema),
            Example = annotations.Example is { } example ? Json(example) : schema.Example,
        };
    }

    private JsonSchemaProps Elements(JsonSchemaProps schema, Annotations annotations, string name)
    {
        if (schema.Items?.Schema is { } item && !annotations.Items.IsEmpty) schema = schema with { Items = annotations.Items.Apply(item, name, types.Findings) };
        if (schema.AdditionalProperties?.Schema is { } value && !annotations.Values.IsEmpty)
        {
            schema = schema with { AdditionalProperties = annotations.Values.Apply(value, name, types.Findings) };
        }
        return schema;
    }

    private string? Summary(Member member)
    {
        var summary = DocReader.Summary(member.Symbol, types.Cancellation);
        return summary is null && member.Parameter is { } parameter ? DocReader.Parameter(member.Symbol.ContainingType, parameter.Name, types.Cancellation) : summary;
    }

    private JsonValue? Default(Member member, JsonSchemaProps schema)
    {
        if (member.Annotations.DefaultJson is { } json) return Json(json);
        if (member.Annotations.Default is { } constant) return Constants.Json(constant);
        if (member.Parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value })
        {
            return member.Type is INamedTypeSymbol { TypeKind: TypeKind.Enum } type ? Constants.EnumText(type, value) : Constants.Json(value);
        }
        if (member.Initializer is not { } initializer) return null;
        var made = _defaults.Read(initializer, member.Type, _ => DefaultObject(schema));
        if (made is null) types.Findings.Add(FindingRule.DefaultNotConstant, initializer.GetLocation(), member.Symbol.Name, initializer.ToString());
        return made;
    }

    /// <summary>What <c>new()</c> makes: all inner defaults spelled out, since a server checks a default before it fills them in.</summary>
    private static JsonValue? DefaultObject(JsonSchemaProps schema)
    {
        if (schema.Type != "object") return null;
        var defaults = new JsonObjectBuilder();
        foreach (var property in schema.Properties)
        {
            if (property.Value.Default is { } value) defaults.Add(property.Key, value);
            else if (schema.Required.Contains(property.Key)) return null;
        }
        return defaults.Build();
    }

    private JsonValue? Json(AttributeData attribute)
    {
        try
        {
            return JsonValue.Parse(attribute.Text(0) ?? "");
        }
        catch (JsonParseException e)
        {
            types.Findings.Add(FindingRule.InvalidJson, attribute.Location(0), attribute.AttributeClass!.Name, e.Message);
            return null;
        }
    }

    private static string? ListType(Annotations annotations) => annotations.ListType?.Argument(0) switch
    {
        0 => "atomic",
        1 => "set",
        2 => "map",
        _ => null,
    };

    /// <summary>The keys by their JSON names; they may be given by their C# names, which <c>nameof</c> checks.</summary>
    private static EquatableArray<string> ListKeys(AttributeData list, Member member)
    {
        var element = member.Type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [var only] } => only,
            _ => null,
        };
        return list.Texts(1).Select(key => JsonName(element, key)).ToArray();
    }

    private static string JsonName(ITypeSymbol? type, string name)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            foreach (var member in at.GetMembers(name))
            {
                if (member is IPropertySymbol or IFieldSymbol) return Annotations.Of(member).JsonName ?? SymbolNames.CamelCase(name);
            }
        }
        return name;
    }
}
