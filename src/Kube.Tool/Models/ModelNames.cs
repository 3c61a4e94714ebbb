using System.Globalization;
using System.Text;

namespace Kube.Tool.Models;

/// <summary>Names in C#: those that users of the official client know (<c>V1Pod</c>), and plain property names.</summary>
internal static class ModelNames
{
    /// <summary>Schemas that Kube.Core or a file written by hand has a type for.</summary>
    public static readonly IReadOnlyDictionary<string, ModelTypeName> Known = new Dictionary<string, ModelTypeName>(StringComparer.Ordinal)
    {
        ["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"] = Self("ObjectMeta", "ObjectMeta.Empty"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta"] = Self("ListMeta"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.Condition"] = Self("Condition"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector"] = Self("LabelSelector"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelectorRequirement"] = Self("LabelSelectorRequirement"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.OwnerReference"] = Self("OwnerReference"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.ManagedFieldsEntry"] = Self("ManagedFieldsEntry"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.Status"] = Self("Status"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.Time"] = new("DateTimeOffset", "TimeCodec", true, "default"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime"] = new("MicroTime", "SelfCodec<MicroTime>", true, "default"),
        ["io.k8s.apimachinery.pkg.api.resource.Quantity"] = new("Quantity", "SelfCodec<Quantity>", true, "default"),
        ["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = new("IntOrString", "SelfCodec<IntOrString>", true, "default"),
        ["io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1"] = new("JsonElement", "ElementCodec", true, "default"),
        ["io.k8s.apimachinery.pkg.runtime.RawExtension"] = new("JsonElement", "ElementCodec", true, "default"),
        ["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON"] = new("JsonElement", "ElementCodec", true, "default"),
        ["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrArray"] = Self("V1JSONSchemaPropsOrArray"),
        ["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrBool"] = Self("V1JSONSchemaPropsOrBool"),
        ["io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaPropsOrStringArray"] = Self("V1JSONSchemaPropsOrStringArray"),
    };

    /// <summary>The names of schemas: version and kind, with the group before them where two groups have the same.</summary>
    public static IReadOnlyDictionary<string, string> ForSchemas(IEnumerable<string> schemas)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var same in schemas.GroupBy(s => Pascal(Part(s, 1)) + Part(s, 0), StringComparer.Ordinal))
        {
            var all = same.ToArray();
            foreach (var schema in all) names[schema] = all.Length == 1 ? same.Key : Pascal(Part(schema, 2)) + Part(schema, 1) + Part(schema, 0);
        }
        return names;
    }

    /// <summary>The folder of a schema's file: <c>core.v1</c>.</summary>
    public static string Folder(string schema) => Part(schema, 2) + "." + Part(schema, 1);

    /// <summary>The property of a JSON name: <c>podIPs</c> is <c>PodIPs</c>, <c>x-kubernetes-list-type</c> is <c>XKubernetesListType</c>, <c>$ref</c> is <c>Ref</c>.</summary>
    public static string Property(string jsonName)
    {
        var text = new StringBuilder(jsonName.Length);
        var upper = true;
        foreach (var c in jsonName)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                upper = true;
                continue;
            }
            text.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }
        return text.ToString();
    }

    /// <summary>The plural of a kind in its own spelling: <c>NetworkPolicy</c> and <c>networkpolicies</c> make <c>NetworkPolicies</c>.</summary>
    public static string Plural(string kind, string plural)
    {
        var common = 0;
        while (common < kind.Length && common < plural.Length && char.ToLowerInvariant(kind[common]) == plural[common]) common++;
        return kind[..common] + plural[common..];
    }

    private static ModelTypeName Self(string name, string? whenAbsent = null) => new(name, $"SelfCodec<{name}>", false, whenAbsent);

    private static string Part(string schema, int fromEnd)
    {
        var parts = schema.Split('.');
        return parts.Length > fromEnd ? parts[^(fromEnd + 1)] : throw new ToolException($"The schema name '{schema}' is not of the form group.version.Kind.");
    }

    private static string Pascal(string text) => char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];
}
