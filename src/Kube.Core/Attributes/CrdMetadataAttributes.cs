namespace Kube;

/// <summary>A label on the CustomResourceDefinition; its resources do not get it.</summary>
/// <param name="key">The label's key.</param>
/// <param name="value">The label's value.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class CrdLabelAttribute(string key, string value) : Attribute
{
    /// <summary>The label's key.</summary>
    public string Key { get; } = key;

    /// <summary>The label's value.</summary>
    public string Value { get; } = value;
}

/// <summary>An annotation on the CustomResourceDefinition; its resources do not get it.</summary>
/// <param name="key">The annotation's key.</param>
/// <param name="value">The annotation's value.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public sealed class CrdAnnotationAttribute(string key, string value) : Attribute
{
    /// <summary>The annotation's key.</summary>
    public string Key { get; } = key;

    /// <summary>The annotation's value.</summary>
    public string Value { get; } = value;
}
