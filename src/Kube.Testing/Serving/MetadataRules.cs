using Kube.Schema.Json;
using Kube.Testing.BuiltIn;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Serving;

/// <summary>The rules for <c>metadata</c> that need the request: names, scope, and what an update may not change.</summary>
internal static class MetadataRules
{
    private static readonly string[] ImmutableFields = ["name", "namespace", "uid", "deletionTimestamp", "deletionGracePeriodSeconds"];

    public static IEnumerable<FieldCause> Create(JsonObject value, bool isNamespaced, NameRule names, List<string> warnings)
    {
        _ = warnings;
        _ = names;
        if (value.Name.Length == 0)
        {
            yield return FieldCause.Required("metadata.name", "name or generateName is required");
        }

        if (!isNamespaced && value.Namespace.Length > 0)
        {
            yield return FieldCause.Forbidden("metadata.namespace", "not allowed on this type");
        }
    }

    public static IEnumerable<FieldCause> Update(JsonObject value, JsonObject old, List<string> warnings)
    {
        _ = warnings;
        foreach (var field in ImmutableFields)
        {
            var now = value.Metadata[field];
            if (now != old.Metadata[field])
            {
                yield return FieldCause.Invalid($"metadata.{field}", now ?? JsonValue.Null, "field is immutable");
            }
        }

        if (old.IsDeleting)
        {
            var added = value.Finalizers.Except(old.Finalizers).ToList();
            if (added.Count > 0)
            {
                yield return FieldCause.Forbidden(
                    "metadata.finalizers",
                    $"no new finalizers can be added if the object is being deleted, found new finalizers []string{{{string.Join(", ", added.Select(f => $"\"{f}\""))}}}");
            }
        }
    }
}
