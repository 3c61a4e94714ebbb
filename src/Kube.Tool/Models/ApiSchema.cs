namespace Kube.Tool.Models;

/// <summary>A named schema of an OpenAPI document.</summary>
/// <param name="Name">Its full name, such as <c>io.k8s.api.core.v1.Pod</c>.</param>
/// <param name="Properties">Its properties, in ordinal order; empty for schemas that are no objects.</param>
/// <param name="Kinds">The group, version and kind of objects with this schema.</param>
internal sealed record ApiSchema(string Name, IReadOnlyList<ApiProperty> Properties, IReadOnlyList<ApiKind> Kinds);

/// <summary>A property of a schema.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether the schema requires it.</param>
/// <param name="MapKeys">For lists that merge by key: the keys.</param>
internal sealed record ApiProperty(string Name, ApiType Type, bool IsRequired, IReadOnlyList<string> MapKeys);

/// <summary>The identity of a kind.</summary>
internal sealed record ApiKind(string Group, string Version, string Kind);

/// <summary>A type as OpenAPI says it.</summary>
internal abstract record ApiType
{
    /// <summary>A string, number, integer or boolean.</summary>
    public sealed record Scalar(string Type, string Format) : ApiType;

    /// <summary>A named schema.</summary>
    public sealed record Reference(string Name) : ApiType;

    /// <summary>A list.</summary>
    public sealed record Array(ApiType Item) : ApiType;

    /// <summary>Values by name.</summary>
    public sealed record Map(ApiType Value) : ApiType;

    /// <summary>Any JSON.</summary>
    public sealed record Any : ApiType;
}
