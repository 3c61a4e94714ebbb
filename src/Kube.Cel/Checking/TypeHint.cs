namespace Kube.Cel.Checking;

/// <summary>What to write where an expression is of the wrong type.</summary>
public static class TypeHint
{
    /// <summary>How a bool is made of it.</summary>
    public static string ForBool(CelType type) => type.Kind switch
    {
        CelTypeKind.Int or CelTypeKind.UInt => $"it is of type {type}: compare it, as in … > 0",
        CelTypeKind.Double => $"it is of type {type}: compare it, as in … > 0.0",
        CelTypeKind.String => $"it is of type {type}: compare it, as in … != ''",
        CelTypeKind.List => $"it is of type {type}: ask for its items, as in ….all(x, …), ….exists(x, …) or ….size() > 0",
        CelTypeKind.Map => $"it is of type {type}: ask for its keys, as in 'key' in …, or ….size() > 0",
        CelTypeKind.Object => "it is an object: ask for one of its fields, as in has(….field) or ….field > 0",
        _ => $"it is of type {type}: compare it with another value",
    };

    /// <summary>How text is made of it.</summary>
    public static string ForString(CelType type) => type.Kind switch
    {
        CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double or CelTypeKind.Bool or CelTypeKind.Timestamp or CelTypeKind.Duration or CelTypeKind.Bytes => $"it is of type {type}: write string(…)",
        CelTypeKind.List => $"it is of type {type}: write ….join(', ') where its items are strings, or one of its items",
        CelTypeKind.Object or CelTypeKind.Map => "it is an object: write one of its fields",
        _ => $"it is of type {type}: write text, as in 'must be ' + string(…)",
    };
}
