using Kube.Schema.Json;

namespace Kube.Testing.Objects;

/// <summary>The fields every Kubernetes object has, read from and written to its JSON.</summary>
internal static class ObjectFields
{
    extension(JsonObject value)
    {
        public JsonObject Metadata => value.GetObject("metadata") ?? JsonObject.Empty;

        public string ApiVersion => value.GetString("apiVersion") ?? "";

        public string ObjectKind => value.GetString("kind") ?? "";

        public string Name => value.Metadata.GetString("name") ?? "";

        public string Namespace => value.Metadata.GetString("namespace") ?? "";

        public string Uid => value.Metadata.GetString("uid") ?? "";

        public string ResourceVersion => value.Metadata.GetString("resourceVersion") ?? "";

        public long Generation => value.Metadata.GetInteger("generation") ?? 0;

        public bool IsDeleting => value.Metadata["deletionTimestamp"] is JsonString;

        public JsonObject Labels => value.Metadata.GetObject("labels") ?? JsonObject.Empty;

        public JsonObject Annotations => value.Metadata.GetObject("annotations") ?? JsonObject.Empty;

        public IEnumerable<string> Finalizers => (value.Metadata.GetArray("finalizers") ?? JsonArray.Empty).OfType<JsonString>().Select(f => f.Value);

        public JsonArray OwnerReferences => value.Metadata.GetArray("ownerReferences") ?? JsonArray.Empty;

        /// <summary>The value at a path of field names, or none where a part of it is missing or not an object.</summary>
        public JsonValue? At(params ReadOnlySpan<string> path)
        {
            JsonValue? current = value;
            foreach (var field in path)
            {
                current = (current as JsonObject)?[field];
            }

            return current;
        }

        /// <summary>The text at a path of field names, or none.</summary>
        public string? TextAt(params ReadOnlySpan<string> path) => (value.At(path) as JsonString)?.Value;

        /// <summary>This object with <paramref name="field"/> of its metadata set, or taken out by a null reference.</summary>
        public JsonObject WithMeta(string field, JsonValue? to) => value.With("metadata", value.Metadata.WithOrWithout(field, to));

        /// <summary>This object with <paramref name="field"/> set, or taken out by a null reference.</summary>
        public JsonObject WithOrWithout(string field, JsonValue? to) => to is null ? value.Without(field) : value.With(field, to);

        /// <summary>This object with the value at a path of field names set; missing objects on the way are made.</summary>
        public JsonObject WithAt(JsonValue to, params ReadOnlySpan<string> path) =>
            path.Length == 1
                ? value.With(path[0], to)
                : value.With(path[0], (value.GetObject(path[0]) ?? JsonObject.Empty).WithAt(to, path[1..]));

        /// <summary>This object with its finalizers replaced; an empty list takes the field out.</summary>
        public JsonObject WithFinalizers(IEnumerable<string> finalizers)
        {
            var list = JsonArray.From(finalizers.Select(f => (JsonValue)JsonString.Of(f)));
            return value.WithMeta("finalizers", list.Count == 0 ? null : list);
        }
    }
}
