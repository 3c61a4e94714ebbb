namespace Kube;

/// <summary>Exactly one of the members is set: generates the CEL rule that says so.</summary>
/// <param name="members">Optional members of the class, by C# or JSON name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class ExactlyOneOfAttribute(params string[] members) : Attribute
{
    /// <summary>The members.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}

/// <summary>At most one of the members is set: generates the CEL rule that says so.</summary>
/// <param name="members">Optional members of the class, by C# or JSON name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class AtMostOneOfAttribute(params string[] members) : Attribute
{
    /// <summary>The members.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}

/// <summary>At least one of the members is set: generates the CEL rule that says so.</summary>
/// <param name="members">Optional members of the class, by C# or JSON name.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class AtLeastOneOfAttribute(params string[] members) : Attribute
{
    /// <summary>The members.</summary>
    public IReadOnlyList<string> Members { get; } = members;
}
