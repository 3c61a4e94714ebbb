using Kube.Schema.Json;
using Kube.Schema.Validation;

namespace Kube.Conformance.Schema;

/// <summary>Compares errors with a case's <c>expect</c>: each expected one once, no others.</summary>
internal static class ExpectedErrors
{
    public static void Check(JsonObject expect, IReadOnlyList<FieldError> errors)
    {
        var told = string.Join("\n", errors);
        var wanted = expect.GetArray("errors")?.OfType<JsonObject>().ToList() ?? [];
        Assert.True((expect.GetBoolean("valid") ?? wanted.Count == 0) == (errors.Count == 0), $"expected {expect.ToJson(indented: true)}\nbut got:\n{told}");
        var left = errors.ToList();
        foreach (var one in wanted)
        {
            var found = left.FindIndex(error => Matches(one, error));
            Assert.True(found >= 0, $"expected {one.ToJson()}\nbut got:\n{told}");
            left.RemoveAt(found);
        }

        Assert.True(left.Count == 0, $"not expected: {string.Join("\n", left)}\nexpected: {JsonArray.From(wanted).ToJson(indented: true)}");
    }

    private static bool Matches(JsonObject expected, FieldError error) =>
        expected.GetString("type") == error.Kind.ToString()
        && (expected.GetString("field") == error.Path || expected.GetString("v1Field") == error.Path)
        && error.ToString().Contains(expected.GetString("contains") ?? "", StringComparison.Ordinal);
}
