using System.Globalization;
using Kube.Schema.Crds;
using Kube.Schema.Json;

namespace Kube.Generators.Tests.Harness;

/// <summary>What of a sample did not come back from the codec.</summary>
internal static class SampleLoss
{
    public static IEnumerable<string> Find(JsonValue sample, JsonValue written, JsonSchemaProps schema, string path = "$")
    {
        switch (sample, written)
        {
            case (JsonObject from, JsonObject to):
                foreach (var member in from)
                {
                    var inner = schema.Properties.TryGetValue(member.Key, out var known) ? known : schema.AdditionalProperties?.Schema ?? new JsonSchemaProps();
                    if (to[member.Key] is { } value)
                    {
                        foreach (var loss in Find(member.Value, value, inner, path + "." + member.Key)) yield return loss;
                    }
                    // A null of an optional member means the same as none; a guarded member of another case has no place; unknown ones are dropped.
                    else if (!member.Value.IsNull && member.Key != "unknownToTheSchema" && schema.XValidations.IsEmpty) yield return $"{path}.{member.Key} is gone";
                }
                break;
            case (JsonArray from, JsonArray to):
                // A C# set keeps equal items once, also where the schema cannot say that it is one.
                if (from.Distinct().Count() == to.Count && to.Count < from.Count) break;
                if (from.Count != to.Count) yield return $"{path} has {to.Count} items, not {from.Count}";
                else if (schema.XListType == "set") break;
                else for (var i = 0; i < from.Count; i++)
                {
                    foreach (var loss in Find(from[i], to[i], schema.Items?.Schema ?? new JsonSchemaProps(), $"{path}[{i}]")) yield return loss;
                }
                break;
            case (JsonInteger or JsonDouble, JsonInteger or JsonDouble):
                var (before, after) = (Number(sample), Number(written));
                if (Math.Abs(before - after) > Math.Abs(before) * 1e-3) yield return $"{path} is {written}, not {sample}";
                break;
            default:
                if (sample != written && !sample.IsNull) yield return $"{path} is {written}, not {sample}";
                break;
        }
    }

    private static double Number(JsonValue value) => double.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
