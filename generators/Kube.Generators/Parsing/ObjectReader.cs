using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads classes, records and structs: their members into a codec and a schema of properties.</summary>
internal sealed class ObjectReader(TypeReader types)
{
    private readonly Dictionary<ITypeSymbol, List<Mark>> _marks = new(SymbolEqualityComparer.Default);
    private readonly MemberSchemaReader _schemas = new(types);

    /// <summary>The marked members of a type, those of nested objects included.</summary>
    public IReadOnlyList<Mark> Marks(ITypeSymbol type) => _marks.TryGetValue(type, out var marks) ? marks : [];

    public (ObjectCodec Codec, JsonSchemaProps Schema) Read(INamedTypeSymbol type, Annotations annotations)
    {
        var (construction, constructor) = ConstructionReader.Read(type);
        foreach (var known in type.InstanceConstructors)
        {
            if (!known.IsImplicitlyDeclared) types.Experiments.Add(known);
        }
        var members = new List<CodecMember>();
        var schema = ReadMembers(type, annotations, constructor, members);
        var filled = new HashSet<string>(members.Where(member => member.Parameter is not null).Select(member => member.Parameter!), StringComparer.Ordinal);
        var codec = new ObjectCodec
        {
            Namespace = type.ContainingNamespace.Code(),
            CodecName = type.CodecName(),
            Type = type.CodeNotNull(),
            DisplayName = type.Display(),
            IsValueType = type.IsValueType,
            Construction = construction,
            Host = CodecMemberReader.Host(type),
            Members = members.ToArray(),
            UnfilledParameters = (constructor?.Parameters ?? [])
                .Where(parameter => !parameter.HasExplicitDefaultValue && !filled.Contains(CSharp.Identifier(parameter.Name)))
                .Select(parameter => CSharp.Identifier(parameter.Name)).ToArray(),
        };
        return (codec, schema);
    }

    /// <summary>The schema of a type that brings its own codec.</summary>
    public JsonSchemaProps ReadSchema(INamedTypeSymbol type, Annotations annotations) => ReadMembers(type, annotations, ConstructionReader.Read(type).Constructor, null);

    private JsonSchemaProps ReadMembers(INamedTypeSymbol type, Annotations annotations, IMethodSymbol? constructor, List<CodecMember>? codecs)
    {
        var properties = new List<KeyValuePair<string, JsonSchemaProps>>();
        var required = new List<string>();
        var marks = new List<Mark>();
        var rules = new List<ValidationRule>();
        var preserves = annotations.PreservesUnknownFields;
        var members = MemberReader.Read(type, constructor, types.Compilation, types.Findings);
        foreach (var member in members)
        {
            types.Cancellation.ThrowIfCancellationRequested();
            types.Experiments.Add(member.Annotations.Experiment);
            if (member.Annotations.IsExtensionData)
            {
                if (ExtensionDataReader.Read(member, types.Findings) is not { } extension) continue;
                codecs?.Add(extension);
                preserves = true;
                continue;
            }
            if (Shape(member) is not { } shape) continue;
            var isRequired = IsRequired(member);
            var schema = _schemas.Read(member, shape.Schema, isRequired, rules);
            properties.Add(new(member.JsonName, schema));
            if (isRequired) required.Add(member.JsonName);
            codecs?.Add(CodecMemberReader.Read(member, shape.Codec, type, schema.Nullable));
            Collect(marks, member, schema);
            types.Findings.Remember(type, member, schema, isRequired);
        }
        _marks[type] = marks;

        var described = new JsonSchemaProps
        {
            Type = "object",
            Title = annotations.Title,
            Description = annotations.Description ?? DocReader.Summary(type, types.Cancellation),
            Properties = properties.ToEquatableMap(),
            Required = required.ToArray(),
            XPreserveUnknownFields = preserves ? true : null,
            XMapType = annotations.MapType,
            ExternalDocs = annotations.ExternalDocs,
        };
        described = annotations.Own.Apply(described, type.Name, types.Findings);
        foreach (var group in annotations.MemberGroups)
        {
            if (MemberGroupReader.Read(group, members, types.Findings) is { } rule) rules.Add(rule);
        }
        if (type.BaseType is { SpecialType: SpecialType.None }) AddInheritedRules(type, members, rules);
        if (annotations.IsImmutable) rules.Add(MemberSchemaReader.Unchanging);
        return rules.Count == 0 ? described : described with { XValidations = described.XValidations.Concat(rules).ToArray() };
    }

    /// <summary>What base classes say of the members that the type has from them. A union says it for all of its cases at once.</summary>
    private void AddInheritedRules(INamedTypeSymbol type, List<Member> members, List<ValidationRule> rules)
    {
        for (var parent = type.BaseType; parent is { SpecialType: SpecialType.None } && !UnionReader.IsUnion(parent); parent = parent.BaseType)
        {
            var inherited = Annotations.Of(parent);
            rules.AddRange(inherited.Own.Rules.Select(rule => RuleReader.Read(rule, types.Findings)));
            foreach (var group in inherited.MemberGroups)
            {
                if (MemberGroupReader.Read(group, members, types.Findings) is { } rule) rules.Add(rule);
            }
        }
    }

    private Shape? Shape(Member member)
    {
        var shape = member.Annotations.Converter is { } converter
            ? types.ReadConverted(member.Type, converter, member.Annotations, member.Symbol)
            : types.Read(member.Type, member.Symbol);
        return shape is { } known && SchemaOverride.Read(member.Annotations, types, member.Symbol) is { } declared ? known with { Schema = declared } : shape;
    }

    /// <summary>Whether every object has the property: somebody said so, or the C# type has no other value for it.</summary>
    private static bool IsRequired(Member member)
    {
        if (member.Annotations.Ignore is IgnoreWhen.WritingDefault or IgnoreWhen.Writing) return false;
        if (member.HasRequiredModifier || member.Annotations.IsRequired) return true;
        return !member.Type.MayBeNull() && !member.HasInitialValue && member.Setter != Setter.None;
    }

    private void Collect(List<Mark> marks, Member member, JsonSchemaProps schema)
    {
        var annotations = member.Annotations;
        var path = "." + member.JsonName;
        if (annotations.PrinterColumns.Count > 0 || annotations.IsSelectable || annotations.IsScale) marks.Add(new Mark(path, schema, annotations, member.Symbol));
        if (!_marks.TryGetValue(member.Type.IsNullableValue(out var inner) ? inner : member.Type, out var nested)) return;
        foreach (var mark in nested) marks.Add(mark with { Path = path + mark.Path });
    }
}
