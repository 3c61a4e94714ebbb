namespace Kube;

/// <summary>The generator's attribute, by its name: what reads it knows no more.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class CustomResourceDefinitionAttribute(string name, string json) : Attribute
{
    public string Name => name;

    public string Json => json;
}
