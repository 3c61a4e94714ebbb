namespace Kube;

/// <summary>Replaces what the schema says about a value, whatever its C# type: the way out where nothing else fits.</summary>
/// <remarks>The codec stays that of the C# type: what it writes has to fit this schema.</remarks>
/// <param name="json">The OpenAPI v3 schema as JSON.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class RawSchemaAttribute(string json) : Attribute
{
    /// <summary>The schema as JSON.</summary>
    public string Json { get; } = json;
}

/// <summary>Takes the schema of a value from another type: for types with a <c>JsonConverter</c> that writes them like it.</summary>
/// <param name="type">The type that looks the same on the wire.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class SchemaFromAttribute(Type type) : Attribute
{
    /// <summary>The type that looks the same on the wire.</summary>
    public Type Type { get; } = type;
}

/// <summary>The schema says nothing about a value and keeps whatever is there.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SchemalessAttribute : Attribute;

/// <summary>The value is an integer or a string (<c>x-kubernetes-int-or-string</c>), for types of one's own with a converter.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class IntOrStringAttribute : Attribute;
