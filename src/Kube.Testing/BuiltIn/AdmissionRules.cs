using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Testing.Admission.Expressions;
using Kube.Testing.Http;

namespace Kube.Testing.BuiltIn;

/// <summary>What webhook configurations and admission policies have in common: rules of resources and match conditions.</summary>
internal static class AdmissionRules
{
    private static readonly string[] Operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"];

    private static readonly (string Field, string Called)[] Fields = [("apiGroups", "API groups"), ("apiVersions", "API versions"), ("resources", "")];

    /// <summary>The texts of a list.</summary>
    public static IReadOnlyList<string> Texts(JsonObject value, string field) =>
        [.. (value.GetArray(field) ?? JsonArray.Empty).OfType<JsonString>().Select(t => t.Value)];

    /// <summary>The objects of a list with their places.</summary>
    public static IEnumerable<(JsonObject Value, string At)> Items(JsonObject value, string field, string path) =>
        (value.GetArray(field) ?? JsonArray.Empty).Select((item, i) => (item as JsonObject ?? JsonObject.Empty, $"{path}{(path.Length > 0 ? "." : "")}{field}[{i}]"));

    public static FieldCause Unsupported(string field, string value, params ReadOnlySpan<string> supported) => FieldCause.Unsupported(field, $"\"{value}\"", supported);

    public static IEnumerable<FieldCause> Rule(JsonObject rule, string at)
    {
        var operations = Texts(rule, "operations");
        if (operations.Count == 0)
        {
            yield return FieldCause.Required($"{at}.operations", "");
        }

        if (operations.Count > 1 && operations.Contains("*"))
        {
            yield return FieldCause.Invalid($"{at}.operations", rule["operations"]!, "if '*' is present, must not specify other operations");
        }

        for (var i = 0; i < operations.Count; i++)
        {
            if (!Operations.Contains(operations[i]))
            {
                yield return Unsupported($"{at}.operations[{i}]", operations[i], Operations);
            }
        }

        foreach (var (field, called) in Fields)
        {
            var given = Texts(rule, field);
            if (given.Count == 0)
            {
                yield return FieldCause.Required($"{at}.{field}", "");
            }
            else if (called.Length > 0 && given.Count > 1 && given.Contains("*"))
            {
                yield return FieldCause.Invalid($"{at}.{field}", rule[field]!, $"if '*' is present, must not specify other {called}");
            }
        }

        if (rule.GetString("scope") is { } scope and not ("*" or "Cluster" or "Namespaced"))
        {
            yield return Unsupported($"{at}.scope", scope, "*", "Cluster", "Namespaced");
        }
    }

    /// <param name="owner">What has the conditions.</param>
    /// <param name="path">Its place; empty for the object itself.</param>
    /// <param name="compile">Makes an expression of a text.</param>
    public static IEnumerable<FieldCause> Conditions(JsonObject owner, string path, Func<string, AdmissionExpression> compile)
    {
        var names = new HashSet<string>();
        foreach (var (condition, at) in Items(owner, "matchConditions", path))
        {
            if (condition.GetString("expression") is not { } text || text.Trim().Length == 0)
            {
                yield return FieldCause.Required($"{at}.expression", "");
            }
            else if (compile(text).Error is { } error)
            {
                yield return FieldCause.Invalid($"{at}.expression", text, error);
            }

            var name = condition.GetString("name") ?? "";
            if (name.Length == 0)
            {
                yield return FieldCause.Required($"{at}.name", "");
            }
            else if (!names.Add(name))
            {
                yield return new("FieldValueDuplicate", $"Duplicate value: \"{name}\"", $"{at}.name");
            }
            else
            {
                foreach (var problem in NameRules.IsLabelKey(name))
                {
                    yield return FieldCause.Invalid($"{at}.name", name, problem);
                }
            }
        }
    }
}
