using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>Printer columns.</summary>
internal static class ColumnChecks
{
    private static readonly string[] Types = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] Formats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    public static void Check(EquatableArray<CustomResourceColumnDefinition> columns, FieldPath path, List<FieldError> errors)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            Check(columns[i], path.Index(i), errors);
        }
    }

    private static void Check(CustomResourceColumnDefinition column, FieldPath path, List<FieldError> errors)
    {
        if (column.Name.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("name")));
        }

        var oneOf = $"must be one of {string.Join(",", Types)}";
        if (column.Type.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("type"), oneOf));
        }
        else if (!Types.Contains(column.Type))
        {
            errors.Add(FieldError.Invalid(path.Child("type"), column.Type, oneOf));
        }

        if (!string.IsNullOrEmpty(column.Format) && !Formats.Contains(column.Format))
        {
            errors.Add(FieldError.Invalid(path.Child("format"), column.Format, $"must be one of {string.Join(",", Formats)}"));
        }

        // The server's name for it, not v1's jsonPath.
        if (column.JsonPath.Length == 0)
        {
            errors.Add(FieldError.Required(path.Child("JSONPath")));
        }
        else
        {
            SubresourceChecks.SimplePath(column.JsonPath, path.Child("JSONPath"), errors);
        }
    }
}
