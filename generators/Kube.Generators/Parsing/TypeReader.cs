using System.Globalization;
using Kube.CodeModel;
using Kube.Schema;
using Kube.Schema.Crds;
using Kube.Schema.Json;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Reads C# types into codecs and schemas; nested types once each.</summary>
internal sealed class TypeReader
{
    /// <summary>How deep types may nest: generics that grow with each level would go on for ever.</summary>
    private const int MaxDepth = 48;

    // Box<string> and Box<string?> are two: what is in them may be null or not.
    private readonly Dictionary<ITypeSymbol, Shape> _objects = new(SymbolEqualityComparer.IncludeNullability);
    private readonly List<(ITypeSymbol Type, string Member)> _open = [];
    private readonly List<TypeCodec> _codecs = [];
    private readonly ICollection<SyntaxTree> _files;
    private readonly ObjectReader _objectReader;

    public TypeReader(Compilation compilation, Findings findings, ICollection<SyntaxTree> files, CancellationToken cancellation)
    {
        Compilation = compilation;
        Findings = findings;
        _files = files;
        Cancellation = cancellation;
        _objectReader = new ObjectReader(this);
    }

    public Compilation Compilation { get; }

    public Findings Findings { get; }

    /// <summary>What is experimental about all that was read.</summary>
    public Experiments Experiments { get; } = new();

    public CancellationToken Cancellation { get; }

    /// <summary>The codecs of all types read so far that have none of their own.</summary>
    public IReadOnlyList<TypeCodec> Codecs => _codecs;

    /// <summary>The members that the CRD names outside the schema.</summary>
    public IReadOnlyList<Mark> Marks(ITypeSymbol type) => _objectReader.Marks(type);

    /// <summary>Adds a codec.</summary>
    public void AddCodec(TypeCodec codec) => _codecs.Add(codec);

    /// <summary>Reads a type; nullability is the caller's matter.</summary>
    /// <param name="type">The type.</param>
    /// <param name="member">The member that has it, for findings.</param>
    /// <returns>None where the type has no mapping; a finding says so.</returns>
    public Shape? Read(ITypeSymbol type, ISymbol member)
    {
        if (type.IsNullableValue(out var inner)) type = inner;
        switch (type)
        {
            case IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte, Rank: 1 }:
                return new Shape(Names.Json + "BytesCodec", TypeTable.Base64);
            case IArrayTypeSymbol { Rank: 1 } array:
                return List(array.ElementType, CollectionKind.List, "ArrayCodec<{1}, {2}>", array, member);
            case INamedTypeSymbol named:
                return Named(named, member);
            default:
                AddAt(FindingRule.UnsupportedType, member, type, type.Display(), type switch
                {
                    IArrayTypeSymbol { Rank: > 1 } grid => $"lists of lists, such as IReadOnlyList<IReadOnlyList<{grid.ElementType.Display()}>>",
                    IDynamicTypeSymbol => "JsonElement",
                    _ => "a type with members of its own, or a JSON type",
                });
                return null;
        }
    }

    private Shape? Named(INamedTypeSymbol type, ISymbol member)
    {
        if (TypeTable.Find(type) is { } row)
        {
            return new Shape(row.Codec.Length == 0 ? $"{Names.Json}SelfCodec<{type.CodeNotNull()}>" : Names.Json + row.Codec, row.Schema);
        }
        if (TypeTable.FindCollection(type) is { } collection)
        {
            if (type.Name == "ReadOnlyMemory" && type.TypeArguments[0].SpecialType == SpecialType.System_Byte) return new Shape(Names.Json + "MemoryCodec", TypeTable.Base64);
            return collection.Kind == CollectionKind.Map ? Map(type, collection.Codec, member) : List(type.TypeArguments[0], collection.Kind, collection.Codec, type, member);
        }
        if (_objects.TryGetValue(Key(type), out var known)) return known;
        Cancellation.ThrowIfCancellationRequested();

        foreach (var part in type.DeclaringSyntaxReferences) _files.Add(part.SyntaxTree);
        var annotations = Annotations.Of(type);
        Experiments.Add(annotations.Experiment);
        if (type.ContainingType is { } outer) Experiments.AddAll(outer);
        if (Converter(annotations, type) is { } converter) return Remember(type, Converted(type, converter, annotations, member));
        switch (type.TypeKind)
        {
            case TypeKind.Enum: return Remember(type, Enum(type, annotations, member));
            case TypeKind.Class or TypeKind.Struct or TypeKind.Interface when !IsForeign(type) && !IsCollection(type): return Object(type, annotations, member);
            default:
                AddAt(FindingRule.UnsupportedType, member, type, type.Display(), Instead(type));
                return null;
        }
    }

    /// <summary>Reads the type of a member whose converter is given beside it.</summary>
    public Shape? ReadConverted(ITypeSymbol type, INamedTypeSymbol converter, Annotations annotations, ISymbol member)
    {
        if (type.IsNullableValue(out var inner)) type = inner;
        return IsEnumConverter(converter) ? Read(type, member) : Converted(type, converter, annotations, member);
    }

    private Shape? Converted(ITypeSymbol type, INamedTypeSymbol converter, Annotations annotations, ISymbol member)
    {
        if (!ConvertsTo(converter, type))
        {
            Findings.Add(FindingRule.UnsupportedType, ConverterToken(member, type), member.Name, $"{type.Display()} with {converter.Name}", "a converter that derives from JsonConverter<T>");
            return null;
        }
        if (!converter.IsSeen() || !converter.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public))
        {
            Findings.Add(FindingRule.UnsupportedType, ConverterToken(member, type), member.Name, $"{type.Display()} with {converter.Name}", "a converter that generated code can see, internal or public, with a public constructor without parameters");
            return null;
        }
        Experiments.AddAll(converter);
        var schema = SchemaOverride.Read(annotations, this, member);
        if (schema is null) Findings.Add(FindingRule.ConverterWithoutSchema, member, member.Name, converter.Name);
        return new Shape($"{Names.Json}ConverterCodec<{type.CodeNotNull()}, {converter.CodeNotNull()}>", schema ?? TypeTable.Any);
    }

    // The converter where the member names it, else the type that does.
    private static Location ConverterToken(ISymbol member, ITypeSymbol type) =>
        member.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: "JsonConverterAttribute" }) is { } attribute ? attribute.Location(0) : TypeTokens.Of(member, type);

    private Shape? Enum(INamedTypeSymbol type, Annotations annotations, ISymbol member)
    {
        if (EnumReader.IsFlags(type))
        {
            AddAt(FindingRule.FlagsEnum, member, type, type.Name);
            return null;
        }
        var codec = EnumReader.Read(type, Findings, Experiments);
        _codecs.Add(codec);
        var schema = SchemaOverride.Read(annotations, this, member) ?? new JsonSchemaProps
        {
            Type = "string",
            Description = annotations.Description ?? DocReader.Summary(type, Cancellation),
            Enum = codec.Members.Select(text => (JsonValue)JsonString.Of(text.Text)).ToArray(),
        };
        return new Shape(codec.Codec, schema);
    }

    private Shape? Object(INamedTypeSymbol type, Annotations annotations, ISymbol member)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(_open[i].Type, type)) continue;
            return Recursive(type, string.Join(".", _open.Skip(i + 1).Select(open => open.Member).Append(member.Name)), member);
        }
        if (_open.Count > MaxDepth)
        {
            // Generated code would go on for ever, too. What merely has the type parameter as its type is not to blame.
            if (member.OriginalDefinition is not IPropertySymbol { Type: ITypeParameterSymbol })
                AddAt(FindingRule.RecursiveType, member, type, string.Join(".", _open.Skip(1).Take(3).Select(open => open.Member)) + "…");
            return null;
        }

        _open.Add((type, member.Name));
        try
        {
            if (type.IsSelfCodec()) return Remember(type, new Shape($"{Names.Json}SelfCodec<{type.CodeNotNull()}>", _objectReader.ReadSchema(type, annotations)));
            var shape = UnionReader.IsUnion(type) ? UnionReader.Read(type, annotations, _objectReader, this, member) : Plain(type, annotations, member);
            return Remember(type, shape);
        }
        finally
        {
            _open.RemoveAt(_open.Count - 1);
        }
    }

    /// <summary>Adds a finding about a type, where the member's declaration writes it.</summary>
    public void AddAt(FindingRule rule, ISymbol member, ITypeSymbol type, params string[] arguments)
    {
        if (Findings.AreWanted) Findings.Add(rule, TypeTokens.Of(member, type), [member.Name, .. arguments]);
    }

    private Shape? Plain(INamedTypeSymbol type, Annotations annotations, ISymbol member)
    {
        if (type.IsAbstract)
        {
            AddAt(FindingRule.UntaggedUnion, member, type, type.Display());
            return null;
        }
        var (codec, schema) = _objectReader.Read(type, annotations);
        _codecs.Add(codec);
        return new Shape(codec.Codec, schema);
    }

    /// <summary>The codec goes round in circles happily; a schema cannot, so it ends with any object.</summary>
    private Shape Recursive(INamedTypeSymbol type, string path, ISymbol member)
    {
        if (!Annotations.Of(member).PreservesUnknownFields) AddAt(FindingRule.RecursiveType, member, type, path);
        var codec = type.IsSelfCodec() ? $"{Names.Json}SelfCodec<{type.CodeNotNull()}>" : TypeCodec.QualifiedCodec(type.ContainingNamespace.Code(), type.CodecName());
        return new Shape(codec, TypeTable.AnyObject);
    }

    private Shape? List(ITypeSymbol element, CollectionKind kind, string codec, ITypeSymbol type, ISymbol member)
    {
        if (Read(element, member) is not { } item) return null;
        var isNullable = element.MayBeNull() && element.NullableAnnotation == NullableAnnotation.Annotated;
        var schema = new JsonSchemaProps { Type = "array", Items = isNullable ? item.Schema.OrNull() : item.Schema };
        // Sets of objects would have to be atomic inside, and null is no member of a set.
        if (kind == CollectionKind.Set && !isNullable && item.Schema.IsScalar()) schema = schema with { XListType = "set" };
        return new Shape(Names.Json + Fill(codec, type.CodeNotNull(), element.Code(), Element(element, item.Codec)), schema);
    }

    private Shape? Map(INamedTypeSymbol type, string codec, ISymbol member)
    {
        var (key, value) = (type.TypeArguments[0], type.TypeArguments[1]);
        if (KeyCodec(key) is not { } keyCodec)
        {
            AddAt(FindingRule.UnsupportedKey, member, key, key.Display());
            return null;
        }
        if (Read(value, member) is not { } item) return null;
        var isNullable = value.MayBeNull() && value.NullableAnnotation == NullableAnnotation.Annotated;
        var schema = new JsonSchemaProps { Type = "object", AdditionalProperties = isNullable ? item.Schema.OrNull() : item.Schema };
        return new Shape(Names.Json + Fill(codec, type.CodeNotNull(), key.Code(), keyCodec, value.Code(), Element(value, item.Codec)), schema);
    }

    private string? KeyCodec(ITypeSymbol key)
    {
        if (TypeTable.Find(key) is { } row) return row.KeyCodec is { } codec ? Names.Json + codec : null;
        if (key.TypeKind != TypeKind.Enum || EnumReader.IsFlags((INamedTypeSymbol)key)) return null;
        return Named((INamedTypeSymbol)key, key)?.Codec;
    }

    /// <summary>The codec of an element that may be null.</summary>
    private static string Element(ITypeSymbol type, string codec)
    {
        if (type.IsNullableValue(out var inner)) return $"{Names.Json}NullableCodec<{inner.Code()}, {codec}>";
        return type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated ? $"{Names.Json}OrNullCodec<{type.CodeNotNull()}, {codec}>" : codec;
    }

    private Shape? Remember(INamedTypeSymbol type, Shape? shape)
    {
        if (shape is { } known) _objects[Key(type)] = known;
        return shape;
    }

    // Whether the value itself may be null is the member's matter.
    private static ITypeSymbol Key(INamedTypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None);

    private static INamedTypeSymbol? Converter(Annotations annotations, INamedTypeSymbol type) =>
        annotations.Converter is { } converter && !IsEnumConverter(converter) && !type.IsSelfCodec() ? converter : null;

    // JsonStringEnumConverter says what our codec does anyway.
    private static bool IsEnumConverter(INamedTypeSymbol converter) =>
        converter.Name == "JsonStringEnumConverter" && converter.ContainingNamespace.IsIn("System.Text.Json.Serialization");

    private static bool ConvertsTo(INamedTypeSymbol converter, ITypeSymbol type)
    {
        for (var at = converter.BaseType; at is not null; at = at.BaseType)
        {
            if (at is { Name: "JsonConverter", TypeArguments: [var target] }) return SymbolEqualityComparer.Default.Equals(target, type);
        }
        return false;
    }

    /// <summary>Types of the platform that are not data: streams, tasks, tuples, delegates.</summary>
    private static bool IsForeign(INamedTypeSymbol type)
    {
        if (type.IsTupleType || type.TypeKind == TypeKind.Delegate || type.IsRefLikeType || type.IsStatic) return true;
        var top = type.ContainingNamespace;
        while (top is { ContainingNamespace.IsGlobalNamespace: false }) top = top.ContainingNamespace;
        return top.Name == "System";
    }

    /// <summary>System.Text.Json writes every enumerable type as an array, or an object of its entries; its members it does not look at.</summary>
    private static bool IsCollection(INamedTypeSymbol type)
    {
        if (type.AllInterfaces.IsEmpty || type.IsSelfCodec()) return false;
        foreach (var contract in type.AllInterfaces)
        {
            if (contract.SpecialType == SpecialType.System_Collections_IEnumerable) return true;
        }
        return false;
    }

    private static string Instead(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => "a type that is not generated in the same build; declare it yourself or move it to another project",
        { IsTupleType: true } or { Name: "KeyValuePair" } => "a record",
        { TypeKind: TypeKind.Delegate } or { Name: "Type" or "CancellationToken" or "Task" or "ValueTask", TypeArguments.Length: 0 } when IsForeign(type) => "[JsonIgnore] to leave it out, since it is no data",
        { Name: "Lazy" or "Task" or "ValueTask", TypeArguments: [var value] } when IsForeign(type) => $"'{value.Display()}' itself",
        { Name: "Stream" or "MemoryStream" or "StringBuilder" } when IsForeign(type) => type.Name == "StringBuilder" ? "string" : "byte[]",
        _ when Array.Find(TypeTable.Refused, row => row.Name == type.Name) is { } row && IsForeign(type) => row.Instead,
        { Name: "IDictionary" or "Hashtable" } => "IReadOnlyDictionary<string, T>",
        { Name: "IList" or "IEnumerable" or "ICollection" or "ArrayList" } => "IReadOnlyList<T>",
        { TypeArguments: [_, _] } when IsForeign(type) && IsCollection(type) => "IReadOnlyDictionary<string, T>",
        { TypeArguments: [var item] } when IsForeign(type) && IsCollection(type) => $"IReadOnlyList<{item.Display()}>",
        _ when !IsForeign(type) && IsCollection(type) => "IReadOnlyList<T> or IReadOnlyDictionary<string, T>; in a record of its own where there are other members",
        _ => "a record with the same members, or JsonElement",
    };

    private static string Fill(string pattern, params string[] arguments) => string.Format(CultureInfo.InvariantCulture, pattern, arguments);
}
