using Kube.Schema.Validation;

namespace Kube.Schema.Crds.Checks;

/// <summary>The paths of the scale subresource, and simple JSON paths in general.</summary>
internal static class SubresourceChecks
{
    public static void Check(CustomResourceSubresources? subresources, FieldPath path, List<FieldError> errors)
    {
        if (subresources?.Scale is not { } scale)
        {
            return;
        }

        Check(scale.SpecReplicasPath, path.Child("scale.specReplicasPath"), ".spec", errors);
        Check(scale.StatusReplicasPath, path.Child("scale.statusReplicasPath"), ".status", errors);
        if (!string.IsNullOrEmpty(scale.LabelSelectorPath))
        {
            var selector = path.Child("scale.labelSelectorPath");
            if (!SimplePath(scale.LabelSelectorPath!, selector, errors) && !IsBelow(scale.LabelSelectorPath!, ".spec") && !IsBelow(scale.LabelSelectorPath!, ".status"))
            {
                errors.Add(FieldError.Invalid(selector, scale.LabelSelectorPath, "should be a json path under either .spec or .status"));
            }
        }
    }

    /// <summary>Adds an error and returns true where <paramref name="jsonPath"/> does not start with a dot.</summary>
    public static bool SimplePath(string jsonPath, FieldPath path, List<FieldError> errors)
    {
        if (jsonPath[0] == '.')
        {
            return false;
        }

        errors.Add(FieldError.Invalid(path, jsonPath, "must be a simple json path starting with ."));
        return true;
    }

    private static void Check(string jsonPath, FieldPath path, string root, List<FieldError> errors)
    {
        if (jsonPath.Length == 0)
        {
            errors.Add(FieldError.Required(path));
        }
        else if (!SimplePath(jsonPath, path, errors) && !IsBelow(jsonPath, root))
        {
            errors.Add(FieldError.Invalid(path, jsonPath, $"should be a json path under {root}"));
        }
    }

    private static bool IsBelow(string jsonPath, string root) => jsonPath.StartsWith(root + ".", StringComparison.Ordinal);
}
