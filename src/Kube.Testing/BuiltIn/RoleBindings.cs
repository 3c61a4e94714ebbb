using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.BuiltIn;

/// <summary>Role bindings: API groups of their subjects, and the role that never changes.</summary>
internal static class RoleBindings
{
    private const string Group = "rbac.authorization.k8s.io";

    public static JsonObject Default(JsonObject value)
    {
        if (value.GetObject("roleRef") is { Count: > 0 } role && !role.ContainsKey("apiGroup"))
        {
            value = value.With("roleRef", role.With("apiGroup", Group));
        }

        return value.GetArray("subjects") is { } subjects
            ? value.With("subjects", JsonArray.From(subjects.Select(s => s is JsonObject subject && subject.GetString("kind") is "User" or "Group" && !((JsonObject)s).ContainsKey("apiGroup")
                ? ((JsonObject)s).With("apiGroup", Group)
                : s)))
            : value;
    }

    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        if (old is not null && old["roleRef"] != value["roleRef"])
        {
            yield return FieldCause.Invalid("roleRef", value["roleRef"] ?? JsonValue.Null, "cannot change roleRef");
        }
    }
}
