using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads <c>[JsonPolymorphic]</c> hierarchies: all cases merged into one object, an enum that tells them apart, and a rule a case.</summary>
internal static class UnionReader
{
    private const string Serialization = "System.Text.Json.Serialization";

    public static bool IsUnion(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "JsonDerivedTypeAttribute" or "JsonPolymorphicAttribute" } known && known.ContainingNamespace.IsIn(Serialization)) return true;
        }
        return false;
    }

    public static Shape? Read(INamedTypeSymbol type, Annotations annotations, ObjectReader objects, TypeReader types, ISymbol member)
    {
        var (discriminator, declared) = Declared(type, types.Findings);
        if (declared.Count == 0)
        {
            types.AddAt(FindingRule.UntaggedUnion, member, type, type.Display());
            return null;
        }
        if (!CSharp.IsText(discriminator))
        {
            types.Findings.Add(FindingRule.InvalidUnionCase, type, type.Name, "its TypeDiscriminatorPropertyName is half of a surrogate pair; write another");
            return null;
        }
        if (!CelNames.CanName(discriminator))
        {
            types.Findings.Add(FindingRule.InvalidUnionCase, type, type.Name, $"no rule can name the discriminator \"{discriminator}\"; set TypeDiscriminatorPropertyName, as in [JsonPolymorphic(TypeDiscriminatorPropertyName = \"kind\")]");
        }
        var cases = new List<(string Tag, INamedTypeSymbol Type, JsonSchemaProps Schema)>();
        foreach (var (tag, derived) in declared)
        {
            var (codec, schema) = objects.Read(derived, Annotations.Of(derived));
            if (schema.Properties.ContainsKey(discriminator))
            {
                types.Findings.Add(FindingRule.InvalidUnionCase, derived, type.Name, $"{derived.Name} has a member that is called \"{discriminator}\" in JSON, as the discriminator is; remove it, or set TypeDiscriminatorPropertyName");
                return null;
            }
            types.AddCodec(codec with { IsUnionCase = true, Discriminator = discriminator });
            cases.Add((tag, derived, schema));
        }
        var union = new UnionCodec
        {
            Namespace = type.ContainingNamespace.Code(),
            CodecName = type.CodecName(),
            Type = type.CodeNotNull(),
            DisplayName = type.Display(),
            Discriminator = discriminator,
            // A switch takes the first type that fits: the most derived come first.
            Cases = cases.OrderByDescending(@case => Depth(@case.Type)).Select(@case => new UnionCase(
                @case.Type.CodeNotNull(), TypeCodec.QualifiedCodec(@case.Type.ContainingNamespace.Code(), @case.Type.CodecName()), @case.Tag)).ToArray(),
        };
        types.AddCodec(union);
        return new Shape(union.Codec, Merge(type, annotations, discriminator, cases, types));
    }

    private static (string Discriminator, List<(string Tag, INamedTypeSymbol Type)> Cases) Declared(INamedTypeSymbol type, Findings findings)
    {
        var discriminator = "$type";
        var cases = new List<(string, INamedTypeSymbol)>();
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { } known || !known.ContainingNamespace.IsIn(Serialization)) continue;
            if (known.Name == "JsonPolymorphicAttribute") discriminator = attribute.Named("TypeDiscriminatorPropertyName") as string ?? discriminator;
            if (known.Name != "JsonDerivedTypeAttribute" || attribute.Argument(0) is not INamedTypeSymbol derived) continue;
            if (Unusable(attribute.Text(1), derived, type, cases) is { } reason) findings.Add(FindingRule.InvalidUnionCase, attribute.Location(), type.Name, reason);
            else cases.Add((attribute.Text(1)!, derived));
        }
        return (discriminator, cases);
    }

    private static string? Unusable(string? tag, INamedTypeSymbol @case, INamedTypeSymbol union, List<(string Tag, INamedTypeSymbol Type)> known)
    {
        if (tag is not null && !CSharp.IsText(tag)) return $"the discriminator of {@case.Name} is half of a surrogate pair; write another";
        if (tag is null) return $"the discriminator of {@case.Name} has to be a string; write [JsonDerivedType(typeof({@case.Name}), \"{@case.Name}\")]";
        if (@case.IsAbstract) return $"{@case.Name} is abstract and has no values; name the types that derive from it";
        if (!@case.IsSeen()) return $"generated code cannot see {@case.Name}, which is private or protected; make it internal or public";
        if (!Is(@case, union)) return $"{@case.Name} does not derive from it; let it, or remove the attribute";
        return known.Exists(other => other.Tag == tag) ? $"two cases have the discriminator \"{tag}\"; give one of them another"
            : known.Exists(other => SymbolEqualityComparer.Default.Equals(other.Type, @case)) ? $"{@case.Name} is a case twice; remove one of the attributes"
            : null;
    }

    private static bool Is(INamedTypeSymbol type, INamedTypeSymbol union)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, union)) return true;
        }
        return type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default);
    }

    private static JsonSchemaProps Merge(
        INamedTypeSymbol type, Annotations annotations, string discriminator, List<(string Tag, INamedTypeSymbol Type, JsonSchemaProps Schema)> cases, TypeReader types)
    {
        var names = cases.SelectMany(@case => @case.Schema.Properties.Keys).Distinct().ToArray();
        var tags = cases.Select(@case => (JsonValue)JsonString.Of(@case.Tag)).ToArray();
        var properties = new List<KeyValuePair<string, JsonSchemaProps>> { new(discriminator, new() { Type = "string", Enum = tags }) };
        var required = new List<string> { discriminator };
        var rules = new List<ValidationRule>();
        var self = "self." + CelNames.Escape(discriminator);
        var hasGuards = CelNames.CanName(discriminator);

        foreach (var name in names)
        {
            var having = cases.Where(@case => @case.Schema.Properties.ContainsKey(name)).ToArray();
            var requiring = having.Where(@case => @case.Schema.Required.Contains(name)).Select(@case => @case.Tag).ToArray();
            var isCommon = having.Length == cases.Count;
            properties.Add(new(name, Common(type, name, [.. having.Select(@case => @case.Schema.Properties[name])], isCommon, types)));
            if (requiring.Length == cases.Count)
            {
                required.Add(name);
                continue;
            }
            if (!hasGuards) continue;
            var field = CelNames.Escape(name);
            if (!isCommon)
            {
                var allowed = having.Select(@case => @case.Tag).ToArray();
                rules.Add(new() { Rule = $"{Is(self, allowed)} || !has(self.{field})", Message = $"{name} may be set only when {discriminator} is {Or(allowed)}" });
            }
            if (requiring.Length > 0)
            {
                rules.Add(new() { Rule = $"{IsNot(self, requiring)} || has(self.{field})", Message = $"{name} is required when {discriminator} is {Or(requiring)}" });
            }
        }
        foreach (var (tag, _, schema) in cases)
        {
            // A case's own rules hold for that case only.
            if (!hasGuards) break;
            foreach (var rule in schema.XValidations)
            {
                var guard = IsNot(self, [tag]) + " || (";
                var guarded = rule with { Rule = guard + rule.Rule + ")" };
                if (types.Findings.OriginOf(rule) is { } origin) types.Findings.Remember(guarded, origin with { Offset = origin.Offset + guard.Length });
                rules.Add(guarded);
            }
        }
        var schemaOfUnion = new JsonSchemaProps
        {
            Type = "object",
            Title = annotations.Title,
            Description = annotations.Description ?? DocReader.Summary(type, types.Cancellation),
            Properties = properties.ToEquatableMap(),
            Required = required.ToArray(),
            XPreserveUnknownFields = cases.Exists(@case => @case.Schema.XPreserveUnknownFields == true) ? true : null,
            XMapType = annotations.MapType,
            XValidations = rules.ToArray(),
        };
        return annotations.Own.Apply(schemaOfUnion, type.Name, types.Findings);
    }

    /// <summary>The schema of a property that several cases have; a default of one case would break the others.</summary>
    private static JsonSchemaProps Common(INamedTypeSymbol type, string name, JsonSchemaProps[] schemas, bool isCommon, TypeReader types)
    {
        var first = schemas[0];
        var bare = first with { Description = null, Default = null };
        foreach (var other in schemas.Skip(1))
        {
            if (bare == other with { Description = null, Default = null }) continue;
            types.Findings.Add(FindingRule.InvalidUnionCase, type, type.Name, $"the cases do not agree on what \"{name}\" is; give it one type and the same constraints in all of them, or another name in some");
            return TypeTable.Any;
        }
        return isCommon && schemas.All(schema => Equals(schema.Default, first.Default)) ? first : first with { Default = null };
    }

    private static string Is(string self, string[] tags) =>
        tags.Length == 1 ? $"{self} == {CelNames.Literal(tags[0])}" : $"{self} in [{string.Join(", ", tags.Select(CelNames.Literal))}]";

    private static string IsNot(string self, string[] tags) =>
        tags.Length == 1 ? $"{self} != {CelNames.Literal(tags[0])}" : $"!({Is(self, tags)})";

    private static string Or(string[] tags) => tags.Length == 1 ? tags[0] : string.Join(", ", tags.Take(tags.Length - 1)) + " or " + tags[tags.Length - 1];

    private static int Depth(INamedTypeSymbol type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);
}
