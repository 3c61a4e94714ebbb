using Kube.Schema.Metadata;
using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The names of a resource.</summary>
internal static class NamesChecks
{
    /// <summary>Names that <c>spec</c> must have and <c>status</c> need not.</summary>
    public static void CheckThere(CustomResourceDefinitionNames names, FieldPath path, List<FieldError> errors)
    {
        foreach (var (field, value) in ((string, string?)[])[("plural", names.Plural), ("singular", names.Singular), ("kind", names.Kind), ("listKind", names.ListKind)])
        {
            if (string.IsNullOrEmpty(value))
            {
                errors.Add(FieldError.Required(path.Child(field)));
            }
        }
    }

    public static void Check(CustomResourceDefinitionNames names, FieldPath path, List<FieldError> errors)
    {
        Label(names.Plural, path.Child("plural"), errors);
        Label(names.Singular ?? "", path.Child("singular"), errors);
        Kind(names.Kind, path.Child("kind"), errors);
        Kind(names.ListKind ?? "", path.Child("listKind"), errors);
        Labels(names.ShortNames, path.Child("shortNames"), errors);
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
        {
            errors.Add(FieldError.Invalid(path.Child("listKind"), names.ListKind, "kind and listKind may not be the same"));
        }

        Labels(names.Categories, path.Child("categories"), errors);
    }

    private static void Labels(EquatableArray<string> names, FieldPath path, List<FieldError> errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            Label(names[i], path.Index(i), errors, mayBeEmpty: false);
        }
    }

    private static void Label(string name, FieldPath path, List<FieldError> errors, bool mayBeEmpty = true)
    {
        if (!(mayBeEmpty && name.Length == 0) && NameRules.IsDns1035Label(name) is { Count: > 0 } messages)
        {
            errors.Add(FieldError.Invalid(path, name, string.Join(",", messages)));
        }
    }

    private static void Kind(string name, FieldPath path, List<FieldError> errors)
    {
        if (name.Length > 0 && NameRules.IsDns1035Label(name.ToLowerInvariant()) is { Count: > 0 } messages)
        {
            errors.Add(FieldError.Invalid(path, name, "may have mixed case, but should otherwise match: " + string.Join(",", messages)));
        }
    }
}
