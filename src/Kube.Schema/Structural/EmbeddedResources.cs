using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;

namespace Kube.Schema.Structural;

/// <summary>Whole objects inside objects (<c>x-kubernetes-embedded-resource</c>), and the outer object itself: their <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</summary>
public static class EmbeddedResources
{
    /// <summary>Brings the metadata of embedded resources into the server's form.</summary>
    /// <param name="value">The value; shared as far as nothing changes.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="isResourceRoot">Whether the value is itself a whole object.</param>
    /// <param name="dropInvalid">Whether fields of wrong types are dropped instead of being an error.</param>
    /// <param name="unknownFields">Where to add the paths of metadata fields that were dropped; sorted.</param>
    /// <param name="error">The first field of a wrong type; the value is then returned as it was.</param>
    /// <param name="path">Where the value stands.</param>
    public static JsonValue Coerce(
        JsonValue value,
        StructuralSchema schema,
        bool isResourceRoot,
        bool dropInvalid,
        ICollection<string>? unknownFields,
        out FieldError? error,
        FieldPath? path = null)
    {
        var coercion = new Coercion(dropInvalid);
        var coerced = coercion.Node(value, schema, isResourceRoot || schema.IsEmbeddedResource, path ?? FieldPath.Root);
        error = coercion.Error;
        if (error is not null)
        {
            return value;
        }

        foreach (var field in coercion.Unknown.OrderBy(field => field, StringComparer.Ordinal))
        {
            unknownFields?.Add(field);
        }

        return coerced;
    }

    /// <summary>What is wrong with <c>apiVersion</c>, <c>kind</c> and <c>metadata</c> of embedded resources.</summary>
    public static IReadOnlyList<FieldError> Validate(JsonValue value, StructuralSchema schema, bool isResourceRoot, FieldPath? path = null)
    {
        var errors = new List<FieldError>();
        if (isResourceRoot || schema.HasEmbeddedResources)
        {
            Node(value, schema, isResourceRoot || schema.IsEmbeddedResource, path ?? FieldPath.Root, errors);
        }

        return errors;
    }

    private static void Node(JsonValue value, StructuralSchema? schema, bool isResource, FieldPath path, List<FieldError> errors)
    {
        if (schema is null)
        {
            return;
        }

        switch (value)
        {
            case JsonObject members:
                if (isResource)
                {
                    Resource(members, path, errors);
                }

                foreach (var member in members)
                {
                    if (schema.TryGetProperty(member.Key, out var property))
                    {
                        Node(member.Value, property, property.IsEmbeddedResource, path.Child(member.Key), errors);
                    }
                    else if (schema.AdditionalProperties is { } values)
                    {
                        Node(member.Value, values, values.IsEmbeddedResource, path.Key(member.Key), errors);
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Node(items[i], schema.Items, schema.Items?.IsEmbeddedResource ?? false, path.Index(i), errors);
                }

                break;
        }
    }

    private static void Resource(JsonObject resource, FieldPath path, List<FieldError> errors)
    {
        foreach (var field in (string[])["apiVersion", "kind"])
        {
            switch (resource[field])
            {
                case null:
                    errors.Add(FieldError.Required(path.Child(field)));
                    break;
                case JsonString { Value.Length: 0 }:
                    errors.Add(FieldError.Invalid(path.Child(field), "", "must not be empty"));
                    break;
                case JsonString text when field == "apiVersion":
                    if (text.Value.Split('/').Length > 2)
                    {
                        errors.Add(FieldError.Invalid(path.Child(field), text, $"unexpected GroupVersion string: {text.Value}"));
                    }

                    break;
                case JsonString text:
                    if (NameRules.IsDns1035Label(text.Value.ToLowerInvariant()) is { Count: > 0 } messages)
                    {
                        errors.Add(FieldError.Invalid(path.Child(field), text, "may have mixed case, but should otherwise match: " + string.Join(",", messages)));
                    }

                    break;
                case var other:
                    errors.Add(FieldError.Invalid(path.Child(field), other, "must be a string"));
                    break;
            }
        }

        if (resource["metadata"] is not { } metadata)
        {
            return;
        }

        var shape = ObjectMetaShape.Read(metadata);
        if (shape.Problem is { } problem)
        {
            errors.Add(FieldError.Invalid(path.Child("metadata"), metadata, problem));
            return;
        }

        // A name is not asked for, so a good one is put in place of none.
        var named = string.IsNullOrEmpty(shape.Metadata.GetString("name")) ? shape.Metadata.With("name", "fakename") : shape.Metadata;
        var namespaced = !string.IsNullOrEmpty(named.GetString("namespace"));
        errors.AddRange(ObjectMetaValidation.Validate(named, namespaced, NameRules.IsPathSegment, path.Child("metadata")));
    }

    private sealed class Coercion(bool dropInvalid)
    {
        public FieldError? Error { get; private set; }

        public List<string> Unknown { get; } = [];

        public JsonValue Node(JsonValue value, StructuralSchema? schema, bool isResource, FieldPath path)
        {
            if (schema is null || Error is not null)
            {
                return value;
            }

            switch (value)
            {
                case JsonObject members:
                    return Members(members, schema, isResource, path);
                case JsonArray items when schema.Items is { } itemSchema:
                    JsonValue[]? changed = null;
                    for (var i = 0; i < items.Count; i++)
                    {
                        var item = Node(items[i], itemSchema, itemSchema.IsEmbeddedResource, path.Index(i));
                        if (!ReferenceEquals(item, items[i]))
                        {
                            (changed ??= [.. items])[i] = item;
                        }
                    }

                    return changed is null ? items : JsonArray.Own(changed);
                default:
                    return value;
            }
        }

        private JsonObject Members(JsonObject members, StructuralSchema schema, bool isResource, FieldPath path)
        {
            JsonObjectBuilder? changed = null;
            foreach (var member in members)
            {
                var value = member.Value;
                if (isResource && (member.Key is "apiVersion" or "kind") && value is not JsonString)
                {
                    if (!dropInvalid)
                    {
                        Error ??= FieldError.Invalid(path.Child(member.Key), value, "must be a string");
                        return members;
                    }

                    (changed ??= members.ToBuilder()).Remove(member.Key);
                }
                else if (isResource && member.Key == "metadata")
                {
                    value = Metadata(value, path.Child("metadata"));
                }

                value = schema.TryGetProperty(member.Key, out var property)
                    ? Node(value, property, property.IsEmbeddedResource, path.Child(member.Key))
                    : Node(value, schema.AdditionalProperties, schema.AdditionalProperties?.IsEmbeddedResource ?? false, path.Key(member.Key));
                if (!ReferenceEquals(value, member.Value))
                {
                    (changed ??= members.ToBuilder())[member.Key] = value;
                }
            }

            return changed?.Build() ?? members;
        }

        private JsonValue Metadata(JsonValue metadata, FieldPath path)
        {
            var shape = ObjectMetaShape.Read(metadata, dropInvalid);
            if (shape.Problem is { } problem)
            {
                if (!dropInvalid)
                {
                    Error ??= FieldError.Invalid(path, metadata, problem);
                }

                return metadata;
            }

            Unknown.AddRange(shape.UnknownFields.Select(field => $"{path}.{field}"));
            return shape.Metadata == metadata ? metadata : shape.Metadata;
        }
    }
}
