using System.Globalization;
using System.Text;
using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Metadata;

/// <summary>The entries of <c>metadata.managedFields</c>.</summary>
internal static class ManagedFieldsValidation
{
    private const int LongestManager = 128;
    private const int LongestSubresource = 256;

    public static void Validate(JsonArray entries, FieldPath path, List<FieldError> errors)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] is JsonObject entry)
            {
                ValidateOne(entry, path.Index(i), errors);
            }
        }
    }

    private static void ValidateOne(JsonObject entry, FieldPath path, List<FieldError> errors)
    {
        switch (entry.GetString("operation") ?? "")
        {
            case "":
                errors.Add(FieldError.Required(path.Child("operation"), "must not be empty"));
                break;
            case "Apply" or "Update":
                break;
            case var other:
                errors.Add(FieldError.NotSupported(path.Child("operation"), other, ["Apply", "Update"]));
                break;
        }

        if (entry.GetString("fieldsType") is { Length: > 0 } type and not "FieldsV1")
        {
            errors.Add(FieldError.Invalid(path.Child("fieldsType"), type, "must be `FieldsV1`"));
        }

        ValidateManager(entry.GetString("manager") ?? "", path.Child("manager"), errors);
        if (Encoding.UTF8.GetByteCount(entry.GetString("subresource") ?? "") > LongestSubresource)
        {
            errors.Add(FieldError.TooLong(path.Child("subresource"), LongestSubresource));
        }
    }

    private static void ValidateManager(string manager, FieldPath path, List<FieldError> errors)
    {
        if (Encoding.UTF8.GetByteCount(manager) > LongestManager)
        {
            errors.Add(FieldError.TooLong(path, LongestManager));
        }

        for (var i = 0; i < manager.Length; i++)
        {
            if (!char.IsLowSurrogate(manager[i]) && !GoText.IsPrintable(manager, i))
            {
                var code = ((int)manager[i]).ToString("X4", CultureInfo.InvariantCulture);
                errors.Add(FieldError.Invalid(path, manager, $"invalid character U+{code} (at position {i.ToString(CultureInfo.InvariantCulture)})"));
            }
        }
    }
}
