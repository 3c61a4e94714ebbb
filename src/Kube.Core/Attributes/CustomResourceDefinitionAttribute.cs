namespace Kube;

/// <summary>Carries a generated CustomResourceDefinition in the assembly's metadata, where the build reads it without loading the assembly.</summary>
/// <remarks>Emitted by the generator; <c>Kube.Build</c> turns each into a YAML file.</remarks>
/// <param name="name">The CRD's name, <c>&lt;plural&gt;.&lt;group&gt;</c>.</param>
/// <param name="json">The CRD as JSON.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class CustomResourceDefinitionAttribute(string name, string json) : Attribute
{
    /// <summary>The CRD's name.</summary>
    public string Name { get; } = name;

    /// <summary>The CRD as JSON.</summary>
    public string Json { get; } = json;
}
