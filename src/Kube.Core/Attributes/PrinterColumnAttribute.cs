namespace Kube;

/// <summary>Adds a column to what <c>kubectl get</c> prints (<c>additionalPrinterColumns</c>).</summary>
/// <remarks>
/// On the spec class the path is given; on a property of the spec or the status the path and the type are those of the property.
/// A path must resolve in the schema: an API server accepts any text and then prints empty cells.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = true, Inherited = false)]
public sealed class PrinterColumnAttribute : Attribute
{
    /// <summary>A column for the property that carries this attribute.</summary>
    /// <param name="name">The column's heading.</param>
    public PrinterColumnAttribute(string name) => Name = name;

    /// <summary>A column for a path in the resource.</summary>
    /// <param name="name">The column's heading.</param>
    /// <param name="jsonPath">A simple JSON path that starts with a dot, such as <c>.spec.title</c>.</param>
    public PrinterColumnAttribute(string name, string jsonPath)
    {
        Name = name;
        JsonPath = jsonPath;
    }

    /// <summary>The column's heading.</summary>
    public string Name { get; }

    /// <summary>The path in the resource; <see langword="null"/> on a property, where it is derived.</summary>
    public string? JsonPath { get; }

    /// <summary><c>integer</c>, <c>number</c>, <c>string</c>, <c>boolean</c> or <c>date</c>. Default: from the schema at the path.</summary>
    public string? Type { get; set; }

    /// <summary>An OpenAPI format such as <c>int32</c> or <c>date-time</c>.</summary>
    public string? Format { get; set; }

    /// <summary>A sentence about the column.</summary>
    public string? Description { get; set; }

    /// <summary>0 (the default) always shows; higher shows only with <c>-o wide</c>.</summary>
    public int Priority { get; set; }
}
