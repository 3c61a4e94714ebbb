using System.Text.Json;

namespace Kube.Core.Tests;

public class PatchTests
{
    [Fact]
    public void A_JSON_patch_writes_its_operations_in_order()
    {
        using var document = JsonDocument.Parse("""{"a":[1.0]}""");
        var patch = Patch.Json(
            JsonPatchOperation.Test("/metadata/resourceVersion", "5"),
            JsonPatchOperation.Add(JsonPointer.Of("metadata", "labels", "example.com/team"), "red"),
            JsonPatchOperation.Add("/spec/list/-", document.RootElement),
            JsonPatchOperation.Replace("/spec/replicas", 3),
            JsonPatchOperation.Replace("/spec/paused", true),
            JsonPatchOperation.Replace("/spec/ratio", 0.5),
            JsonPatchOperation.Add("/spec/none", JsonPatchValue.Null),
            JsonPatchOperation.Remove("/spec/old"),
            JsonPatchOperation.Move("/a", "/b"),
            JsonPatchOperation.Copy("/b", "/c"));
        Assert.Equal(
            """[{"op":"test","path":"/metadata/resourceVersion","value":"5"},{"op":"add","path":"/metadata/labels/example.com~1team","value":"red"},""" +
            """{"op":"add","path":"/spec/list/-","value":{"a":[1.0]}},{"op":"replace","path":"/spec/replicas","value":3},{"op":"replace","path":"/spec/paused","value":true},""" +
            """{"op":"replace","path":"/spec/ratio","value":0.5},{"op":"add","path":"/spec/none","value":null},{"op":"remove","path":"/spec/old"},""" +
            """{"op":"move","from":"/a","path":"/b"},{"op":"copy","from":"/b","path":"/c"}]""",
            System.Text.Encoding.UTF8.GetString(patch.Body.Span));
    }

    [Theory]
    [InlineData("application/apply-patch+yaml", true, true)]
    [InlineData("application/merge-patch+json", false, true)]
    [InlineData("application/strategic-merge-patch+json", false, true)]
    [InlineData("application/json-patch+json", false, false)]
    public void A_patch_knows_its_form(string contentType, bool apply, bool repeatable)
    {
        Patch[] patches = [Patch.Apply("{}"u8), Patch.Merge("{}"), Patch.Strategic("{}"), Patch.Json("[]"u8)];
        var patch = Assert.Single(patches, p => p.ContentType == contentType);
        Assert.Equal((apply, repeatable), (patch.IsApply, patch.IsRepeatable));
    }

    [Theory]
    [InlineData("""{"kind":"A","spec":{"metadata":{"resourceVersion":"1"}},"metadata":{"name":"a"}}""", true)]
    [InlineData("""{"metadata":{"labels":{"resourceVersion":"1"},"resourceVersion":""}}""", true)]
    [InlineData("""{"metadata":{"resourceVersion":null}}""", true)]
    [InlineData("""{"spec":[1,{}],"metadata":{"labels":{"a":"b"},"resourceVersion":"5"}}""", false)]
    [InlineData("""{"metadata":""", false)]
    public void A_change_that_demands_a_version_is_not_repeatable(string json, bool repeatable)
    {
        Assert.Equal(repeatable, Patch.Merge(json).IsRepeatable);
        Assert.Equal(repeatable, Requests.Replace(Samples.Nodes, null, "a", System.Text.Encoding.UTF8.GetBytes(json)).IsRepeatable);
    }

    [Fact]
    public void A_JSON_value_must_be_JSON() => Assert.ThrowsAny<JsonException>(() => JsonPatchValue.FromJson("{"u8));

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("/", new[] { "" })]
    [InlineData("/a~1b/~0/0", new[] { "a/b", "~", "0" })]
    [InlineData("/~01", new[] { "~1" })]
    public void A_pointer_escapes_and_unescapes(string text, string[] segments)
    {
        Assert.Equal(segments, JsonPointer.Parse(text).Segments);
        Assert.Equal(text, JsonPointer.Of(segments).ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("/~")]
    [InlineData("/~2")]
    public void What_is_no_pointer_is_refused(string text) => Assert.Throws<FormatException>(() => JsonPointer.Parse(text));
}
