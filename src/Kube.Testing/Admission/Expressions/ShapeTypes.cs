using Kube.Cel;
using Kube.Testing.Typing;

namespace Kube.Testing.Admission.Expressions;

/// <summary>CEL types of the shapes of resources, to check a policy's expressions against.</summary>
internal sealed class ShapeTypes
{
    private const int MaximumDepth = 24;

    private readonly HashSet<Shape> _open = [];

    /// <summary>The type of a shape; what contains itself is of any type from the second time on.</summary>
    public CelType Of(Shape declared, string name)
    {
        var shape = declared.Resolved;
        if (_open.Count > MaximumDepth || !_open.Add(shape))
        {
            return CelType.Dyn;
        }

        try
        {
            return shape.Kind switch
            {
                ShapeKind.Scalar => Scalar(shape),
                ShapeKind.List => CelType.List(Of(shape.Element ?? Shape.Any, name + ".@idx")),
                ShapeKind.Map when shape.Fields.Count > 0 => CelType.Object(name, Fields(shape, name)),
                ShapeKind.Map => CelType.Map(CelType.String, Of(shape.Element ?? Shape.Any, name + ".@elem")),
                _ => CelType.Dyn,
            };
        }
        finally
        {
            _open.Remove(shape);
        }
    }

    private IEnumerable<CelField> Fields(Shape shape, string name)
    {
        var fields = new List<CelField>();
        foreach (var (field, type) in shape.Fields)
        {
            if (FieldNames.TryEscape(field, out var escaped))
            {
                fields.Add(new(escaped, field, Of(type, $"{name}.{field}")));
            }
        }

        return fields;
    }

    private static CelType Scalar(Shape shape) => (shape.Scalar, shape.Format) switch
    {
        ("string", "date-time") => CelType.Timestamp,
        ("string", "byte") => CelType.Bytes,
        ("string", "int-or-string" or "quantity") => CelType.Dyn,
        ("string", _) => CelType.String,
        ("integer", _) => CelType.Int,
        ("number", _) => CelType.Double,
        ("boolean", _) => CelType.Bool,
        _ => CelType.Dyn,
    };
}
