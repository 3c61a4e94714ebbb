namespace Kube;

/// <summary>What an API server fills in where the property is missing (<c>default</c>), as JSON.</summary>
/// <remarks>For what an initialiser or <c>[DefaultValue]</c> cannot say. It wins over both; the C# type should have the same default.</remarks>
/// <param name="json">The value as JSON.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DefaultJsonAttribute(string json) : Attribute
{
    /// <summary>The value as JSON.</summary>
    public string Json { get; } = json;
}
