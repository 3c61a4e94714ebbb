using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Schema.Metadata;

/// <summary>Owner references: complete, at most one of them the controller, no Event as an owner.</summary>
internal static class OwnerReferenceValidation
{
    public static void Validate(JsonArray references, FieldPath path, List<FieldError> errors)
    {
        var controller = "";
        for (var i = 0; i < references.Count; i++)
        {
            if (references[i] is not JsonObject reference)
            {
                continue;
            }

            ValidateOne(reference, path, errors);
            if (reference.GetBoolean("controller") != true)
            {
                continue;
            }

            var name = $"{reference.GetString("kind")}/{reference.GetString("name")}";
            if (controller.Length > 0)
            {
                errors.Add(FieldError.InvalidStruct(
                    path,
                    JsonArray.From(references.OfType<JsonObject>().Select(InOrder)),
                    $"Only one reference can have Controller set to true. Found \"true\" in references for {controller} and {name}"));
            }
            else
            {
                controller = name;
            }
        }
    }

    private static void ValidateOne(JsonObject reference, FieldPath path, List<FieldError> errors)
    {
        var apiVersion = reference.GetString("apiVersion") ?? "";
        if (apiVersion.Split('/') is not ([{ Length: > 0 }] or [_, { Length: > 0 }]))
        {
            errors.Add(FieldError.Invalid(path.Child("apiVersion"), apiVersion, "version must not be empty"));
        }

        foreach (var field in (string[])["kind", "name", "uid"])
        {
            if (string.IsNullOrEmpty(reference.GetString(field)))
            {
                errors.Add(FieldError.Invalid(path.Child(field), "", "must not be empty"));
            }
        }

        if (apiVersion == "v1" && reference.GetString("kind") == "Event")
        {
            errors.Add(FieldError.InvalidStruct(path, InOrder(reference), "/v1, Kind=Event is disallowed from being an owner"));
        }
    }

    // The order of fields in Go's OwnerReference, as messages print it.
    private static JsonObject InOrder(JsonObject reference) => new JsonFieldsBuilder()
        .Add("apiVersion", reference.GetString("apiVersion") ?? "")
        .Add("kind", reference.GetString("kind") ?? "")
        .Add("name", reference.GetString("name") ?? "")
        .Add("uid", reference.GetString("uid") ?? "")
        .Flag("controller", reference.GetBoolean("controller"))
        .Flag("blockOwnerDeletion", reference.GetBoolean("blockOwnerDeletion"))
        .Build();
}
