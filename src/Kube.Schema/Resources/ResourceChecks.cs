using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Resources;

/// <summary>Whether an object is of the kind that its URL says.</summary>
internal static class ResourceChecks
{
    public static List<FieldError> TypeMeta(JsonObject resource, string kind, string apiVersion)
    {
        var errors = new List<FieldError>();
        Expect(resource, "kind", kind, errors);
        Expect(resource, "apiVersion", apiVersion, errors);
        return errors;
    }

    private static void Expect(JsonObject resource, string field, string expected, List<FieldError> errors)
    {
        var given = resource.GetString(field) ?? "";
        if (given != expected)
        {
            errors.Add(FieldError.Invalid(FieldPath.Of(field), given, $"must be {expected}"));
        }
    }
}
