namespace Kube;

/// <summary>A value that shows what is meant (<c>example</c>).</summary>
/// <param name="json">The value as JSON: <c>"text"</c> with its quotes, <c>3</c>, <c>{"a":1}</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ExampleAttribute(string json) : Attribute
{
    /// <summary>The value as JSON.</summary>
    public string Json { get; } = json;
}
