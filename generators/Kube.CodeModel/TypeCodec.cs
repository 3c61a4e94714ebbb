using Kube.Schema;

namespace Kube.CodeModel;

/// <summary>A C# type for which a codec is to be written.</summary>
public abstract record TypeCodec
{
    /// <summary>The type's namespace; empty for the global one.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the codec, a struct in <see cref="Namespace"/>; unique there.</summary>
    public required string CodecName { get; init; }

    /// <summary>The type as written anywhere: <c>global::Acme.DocumentSpec</c>.</summary>
    public required string Type { get; init; }

    /// <summary>How the type is called in text for people: <c>DocumentSpec</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Which of the files of the same name, but for case, is its own; 0 where there is one.</summary>
    public int FileNumber { get; init; }

    /// <summary>The ids of what is marked as experimental and the codec may name, with a comma before each.</summary>
    public string Experiments { get; init; } = "";

    /// <summary>The codec as written anywhere.</summary>
    public string Codec => QualifiedCodec(Namespace, CodecName);

    /// <summary>The codec <paramref name="name"/> of a namespace, as written anywhere.</summary>
    public static string QualifiedCodec(string @namespace, string name) => @namespace.Length == 0 ? "global::" + name : "global::" + @namespace + "." + name;
}

/// <summary>A class, record or struct whose members are the properties of a JSON object.</summary>
public sealed record ObjectCodec : TypeCodec
{
    /// <summary>Whether the type is a struct.</summary>
    public bool IsValueType { get; init; }

    /// <summary>How a value is made.</summary>
    public Construction Construction { get; init; }

    /// <summary>The type itself as accessors have to name it, if it is generic.</summary>
    public AccessorHost? Host { get; init; }

    /// <summary>The members, in the order they are written.</summary>
    public EquatableArray<CodecMember> Members { get; init; }

    /// <summary>Properties with one value for the type, written first and checked when read, such as <c>kind</c>.</summary>
    public EquatableArray<FixedProperty> Fixed { get; init; }

    /// <summary>Parameters of the constructor that no member fills; they get their type's default.</summary>
    public EquatableArray<string> UnfilledParameters { get; init; }

    /// <summary>Whether a union writes this type's members inside an object of its own making.</summary>
    public bool IsUnionCase { get; init; }

    /// <summary>The union's discriminator, which is not a member and not unknown either.</summary>
    public string? Discriminator { get; init; }
}

/// <summary>How a codec makes a value.</summary>
public enum Construction
{
    /// <summary><c>new T()</c>, then members are set one by one.</summary>
    Parameterless,
    /// <summary>The same through an accessor, because the type has required members or a constructor that is not public.</summary>
    ParameterlessAccessor,
    /// <summary><c>default(T)</c>: a struct with required members and no constructor of its own.</summary>
    Default,
    /// <summary>A constructor with parameters, then what is left.</summary>
    Constructor,
    /// <summary>An object initialiser with all members: for types without initialisers of their own.</summary>
    Initializer,
    /// <summary>A constructor of the type itself that reads and sets what the document has: only the setters of those members are ever compiled.</summary>
    Reading,
}

/// <summary>A property that has the same value in every object of the type.</summary>
/// <param name="JsonName">Its name.</param>
/// <param name="Value">Its value, a string.</param>
public sealed record FixedProperty(string JsonName, string Value);

/// <summary>A member of a type, and the property it is on the wire.</summary>
public sealed record CodecMember
{
    /// <summary>The member's name as written in C#; <c>@</c> included where needed.</summary>
    public required string Name { get; init; }

    /// <summary>The property's name in JSON.</summary>
    public required string JsonName { get; init; }

    /// <summary>The member's type as written in C#, with its nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The codec of a value that is not null, as written in C#.</summary>
    public required string Codec { get; init; }

    /// <summary>The codec that reads, where it is another one than writes.</summary>
    public string? ReadCodec { get; init; }

    /// <summary>How null concerns the member.</summary>
    public Nullness Nullness { get; init; }

    /// <summary>How the member is set.</summary>
    public Setter Setter { get; init; }

    /// <summary>For <see cref="Setter.Constructor"/>: the parameter's name as written in C#.</summary>
    public string? Parameter { get; init; }

    /// <summary>The value of a parameter that is not there, as written in C#; <see langword="null"/> for <c>default</c>.</summary>
    public string? ParameterDefault { get; init; }

    /// <summary>For <see cref="Setter.Accessor"/>: the type that declares the member, where generics come in.</summary>
    public AccessorHost? Host { get; init; }

    /// <summary>Whether an object without the property is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the C# <c>required</c> modifier is there, so an object initialiser has to name the member.</summary>
    public bool HasRequiredModifier { get; init; }

    /// <summary>When the member is written.</summary>
    public WriteWhen WriteWhen { get; init; }

    /// <summary>Whether the member collects the properties that no other member takes.</summary>
    public bool IsExtensionData { get; init; }

    /// <summary>Whether the member is a field.</summary>
    public bool IsField { get; init; }

    /// <summary>The field behind the property, where the codec is part of its type: an accessor that nobody calls is not compiled at run time.</summary>
    public string? BackingField { get; init; }

    /// <summary>What a codec within the type reads and sets, as written in C#.</summary>
    internal string Storage => BackingField ?? Name;
}

/// <summary>How null concerns a member.</summary>
public enum Nullness
{
    /// <summary>A value type.</summary>
    Value,
    /// <summary>A <c>Nullable&lt;T&gt;</c>.</summary>
    NullableValue,
    /// <summary>A reference type that is never null: a JSON null counts as absent.</summary>
    Reference,
    /// <summary>A reference type that may be null.</summary>
    NullableReference,
}

/// <summary>How a member is set.</summary>
public enum Setter
{
    /// <summary>By assignment.</summary>
    Assign,
    /// <summary>Through an accessor to its <c>init</c> or non-public <c>set</c>, which an assignment cannot reach.</summary>
    Accessor,
    /// <summary>By a parameter of the constructor.</summary>
    Constructor,
    /// <summary>Not at all: the member is only written.</summary>
    None,
}

/// <summary>When a member is written.</summary>
public enum WriteWhen
{
    /// <summary>Unless it is null.</summary>
    NotNull,
    /// <summary>Unless it is its type's default value.</summary>
    NotDefault,
    /// <summary>Always, null as <c>null</c>.</summary>
    Always,
    /// <summary>Never: the member is only read.</summary>
    Never,
}

/// <summary>The generic type that declares a member, as an accessor has to name it.</summary>
/// <param name="OpenType">The declaring type with its own type parameters: <c>global::Acme.Box&lt;T&gt;</c>.</param>
/// <param name="TypeParameters">Its type parameters, <c>T</c>; empty where it is not generic.</param>
/// <param name="TypeArguments">What they are here, as written in C#.</param>
/// <param name="Constraints">The constraints of the type parameters, as written in C#.</param>
/// <param name="MemberType">The member's type in terms of the type parameters.</param>
public sealed record AccessorHost(string OpenType, string TypeParameters, string TypeArguments, string Constraints, string MemberType);

/// <summary>An enum whose values are strings on the wire.</summary>
public sealed record EnumCodec : TypeCodec
{
    /// <summary>The members: C# name and text on the wire, in declaration order; a second name of a value is only read.</summary>
    public EquatableArray<EnumCodecMember> Members { get; init; }
}

/// <summary>A member of an enum.</summary>
/// <param name="Name">Its name as written in C#.</param>
/// <param name="Text">Its text on the wire.</param>
/// <param name="IsAlias">Whether an earlier member has the same value.</param>
public sealed record EnumCodecMember(string Name, string Text, bool IsAlias);

/// <summary>A base type whose value is one of several types, told apart by a property.</summary>
public sealed record UnionCodec : TypeCodec
{
    /// <summary>The property that tells.</summary>
    public required string Discriminator { get; init; }

    /// <summary>The types, most derived first.</summary>
    public EquatableArray<UnionCase> Cases { get; init; }
}

/// <summary>One type of a union.</summary>
/// <param name="Type">The type as written in C#.</param>
/// <param name="Codec">Its codec.</param>
/// <param name="Tag">What the discriminator says.</param>
public sealed record UnionCase(string Type, string Codec, string Tag);
