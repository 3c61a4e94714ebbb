namespace Kube.Tool.Models;

/// <summary>A C# type to be written.</summary>
internal sealed record ModelType
{
    /// <summary>The name in C#, such as <c>V1Pod</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The folder its file goes to: group and version.</summary>
    public required string Folder { get; init; }

    /// <summary>The kind, where its objects say what they are.</summary>
    public ApiKind? Kind { get; init; }

    /// <summary>The resource, where a server serves one.</summary>
    public ApiResource? Resource { get; init; }

    /// <summary>The members, in the order they are written.</summary>
    public required IReadOnlyList<ModelMember> Members { get; init; }
}

/// <summary>A member of a <see cref="ModelType"/>.</summary>
internal sealed record ModelMember
{
    /// <summary>The name in JSON.</summary>
    public required string JsonName { get; init; }

    /// <summary>The name in C#.</summary>
    public required string Name { get; init; }

    /// <summary>The type.</summary>
    public required ModelTypeName Type { get; init; }

    /// <summary>Whether its values recur from one object to the next, so that reading shares them.</summary>
    public bool Recurs { get; init; }

    /// <summary>Whether a value must be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>For lists that merge by key: the keys.</summary>
    public IReadOnlyList<string> MapKeys { get; init; } = [];
}

/// <summary>How a type is written in C#, and what reads and writes it.</summary>
/// <param name="Text">The type, without the question mark of nullability.</param>
/// <param name="Codec">The codec.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="WhenAbsent">What a required member is when a server leaves it out; <see langword="null"/> when that is an error.</param>
internal sealed record ModelTypeName(string Text, string Codec, bool IsValueType, string? WhenAbsent);
