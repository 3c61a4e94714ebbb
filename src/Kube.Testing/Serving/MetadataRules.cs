using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.BuiltIn;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Serving;

/// <summary>The rules for <c>metadata</c> of built-in objects; Kube.Schema's, with the name rule of the kind.</summary>
internal static class MetadataRules
{
    public static IEnumerable<FieldCause> Create(JsonObject value, bool isNamespaced, NameRule names) =>
        ObjectMetaValidation.Validate(value.Metadata, isNamespaced, Rule(names)).ToCauses();

    public static IEnumerable<FieldCause> Update(JsonObject value, JsonObject old) => ObjectMetaValidation.ValidateUpdate(value.Metadata, old.Metadata).ToCauses();

    private static Func<string, bool, IReadOnlyList<string>> Rule(NameRule names) => names switch
    {
        NameRule.Label => static (name, isPrefix) => NameRules.IsDns1123Label(Masked(name, isPrefix)),
        NameRule.Label1035 => static (name, isPrefix) => NameRules.IsDns1035Label(Masked(name, isPrefix)),
        NameRule.PathSegment => static (name, isPrefix) => NameRules.IsPathSegment(name, isPrefix),
        _ => static (name, isPrefix) => NameRules.IsDns1123Subdomain(Masked(name, isPrefix)),
    };

    // A prefix may end in a dash: something is still to come.
    private static string Masked(string name, bool isPrefix) => isPrefix && name.Length > 1 && name[^1] == '-' ? name[..^1] + "a" : name;
}
