using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>Something in the user's code that the generator cannot map, or maps in a way that may surprise.</summary>
/// <remarks>Made by the parser for the analyzers; never part of the model, which has to be comparable.</remarks>
/// <param name="Rule">Which rule.</param>
/// <param name="Location">Where, as exactly as can be told.</param>
/// <param name="Arguments">What fills the rule's message.</param>
public sealed record Finding(FindingRule Rule, Location Location, params string[] Arguments)
{
    /// <summary>What to write in place of what stands there, where that is known.</summary>
    public string? Replacement { get; init; }
}

/// <summary>What a <see cref="Finding"/> is about. The comment says what the arguments are.</summary>
public enum FindingRule
{
    /// <summary>No resource is generated: resource class, reason.</summary>
    ResourceSkipped,
    /// <summary>A property's type has no place in a schema: member, type, what to use instead.</summary>
    UnsupportedType,
    /// <summary>An abstract or interface type without a discriminator: member, type.</summary>
    UntaggedUnion,
    /// <summary>Extension data with typed values beside properties: member, type.</summary>
    FlattenedDictionary,
    /// <summary>A type contains itself: member, the path of members from the type back to it.</summary>
    RecursiveType,
    /// <summary>Two members of a type or an enum have one name on the wire: member, other member, name, the attribute that gives another.</summary>
    NameCollision,
    /// <summary>A type with a converter of its own and no declared schema: member, converter.</summary>
    ConverterWithoutSchema,
    /// <summary>A flags enum: member, enum.</summary>
    FlagsEnum,
    /// <summary>An initialiser that a schema cannot say: member, expression.</summary>
    DefaultNotConstant,
    /// <summary>A constraint that does not apply to the type it stands on: attribute, member, JSON type, what to use instead.</summary>
    ConstraintDoesNotApply,
    /// <summary>A path that names nothing in the schema: attribute, path, what to write instead.</summary>
    PathDoesNotResolve,
    /// <summary>A raw text that is not JSON or not a schema: attribute, error.</summary>
    InvalidJson,
    /// <summary>A discriminator that is not a string, or a case that is not usable: type, reason.</summary>
    InvalidUnionCase,
    /// <summary>A property that is never read because nothing can set it: member.</summary>
    ReadOnlyMember,
    /// <summary>A member that generated code cannot use: member, what keeps it, what to do.</summary>
    UnusableMember,
    /// <summary>A dictionary whose key is not text: member, type.</summary>
    UnsupportedKey,
    /// <summary>A name in a group of members is no member: attribute, name, what to write instead.</summary>
    UnknownMember,
}
