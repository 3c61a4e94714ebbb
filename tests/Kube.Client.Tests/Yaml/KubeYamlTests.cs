using System.Text.Json.Nodes;
using Kube.Models;

namespace Kube.Client.Tests.Yaml;

public sealed class KubeYamlTests
{
    [Fact]
    public void Documents_come_in_order_without_the_empty_ones_and_with_lists_taken_apart()
    {
        var objects = KubeYaml.ReadAll("""
            # only a comment
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            ---
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: ConfigMap
              metadata: {name: b}
            - apiVersion: v1
              kind: Secret
              metadata: {name: c}
            ---
            null
            """);

        Assert.Equal(["ConfigMap a", "ConfigMap b", "Secret c"], objects.Select(o => $"{o.Kind} {o.Metadata.Name}"));
    }

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("0o17", "15")]
    [InlineData("017", "15")]
    [InlineData("0x1F", "31")]
    [InlineData("-0x1F", "-31")]
    [InlineData("0b101", "5")]
    [InlineData("1_000", "1000")]
    [InlineData("+5", "5")]
    [InlineData("18446744073709551615", "18446744073709551615")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("1.5", "1.5")]
    [InlineData("08", "8")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("2026-11-20", "\"2026-11-20\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("-", "\"-\"", true)]
    [InlineData("\"yes\"", "\"yes\"")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("[a, 1, {b: no}]", "[\"a\",1,{\"b\":false}]")]
    public void Scalars_mean_what_kubectl_takes_them_for(string yaml, string json, bool quoted = false) =>
        Assert.Equal(json, ReadValue(quoted ? $"'{yaml}'" : yaml));

    [Fact]
    public void Keys_are_strings_whatever_they_look_like() =>
        Assert.Equal("{\"true\":1,\"false\":2,\"16\":3,\"x\":4}", ReadValue("{yes: 1, n: 2, 0x10: 3, x: 4}"));

    [Fact]
    public void Anchors_and_merge_keys_are_resolved_and_own_keys_win()
    {
        var json = ReadValue("\n  base: &base {a: 1, b: 2}\n  other: &other {b: 3, c: 4}\n  copy: *base\n  merged:\n    <<: [*base, *other]\n    a: own\n");

        Assert.Equal("""{"base":{"a":1,"b":2},"other":{"b":3,"c":4},"copy":{"a":1,"b":2},"merged":{"a":"own","b":2,"c":4}}""", json);
    }

    [Theory]
    [InlineData("a: 1\na: 2", "line 2, column 1: the key 'a' stands twice in one mapping")]
    [InlineData("a: .inf", "'.inf' has no form in JSON")]
    [InlineData("a: *nowhere", "'*nowhere' names no anchor")]
    [InlineData("? [a]\n: b", "a key must be a scalar")]
    [InlineData("a: [1", "YAML, line")]
    [InlineData("a: b: c", "YAML, line")]
    [InlineData("- 1", "expected an object")]
    public void Bad_input_is_told_with_its_place(string yaml, string message)
    {
        var e = Assert.Throws<KubeSerializationException>(() => KubeYaml.ReadAll(yaml));
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public void Aliases_that_multiply_are_bounded()
    {
        var yaml = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(",", Enumerable.Repeat("*" + (char)('a' + i - 1), 10))}]\n"));

        var e = Assert.Throws<KubeSerializationException>(() => KubeYaml.ReadAll(yaml));

        Assert.Contains("aliases stand for more than", e.Message);
    }

    [Fact]
    public void Depth_is_bounded() =>
        Assert.Contains("nested deeper", Assert.Throws<KubeSerializationException>(() => KubeYaml.ReadAll("a: " + new string('[', 5000) + new string(']', 5000))).Message);

    [Fact]
    public void Random_texts_survive_writing_and_reading()
    {
        var random = new Random(7);
        const string alphabet = "ab01 :#-?,[]{}&*!|>'\"%@`~<=.\n\t\\éyn_e+xo";
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 10)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var map = new V1ConfigMap { Metadata = new ObjectMeta { Name = "m" }, Data = new Dictionary<string, string> { [text] = text } };

            var read = KubeYaml.Read<V1ConfigMap>(KubeYaml.Write(map));

            Assert.Equal(map.Data, read.Data);
        }
    }

    [Fact]
    public void One_document_is_asked_for_and_several_are_told() =>
        Assert.Contains("one YAML document was expected, found 2", Assert.Throws<KubeSerializationException>(() => KubeYaml.Read<V1ConfigMap>("a: 1\n---\nb: 2")).Message);

    // Wrapped in an object so that a resource can carry it.
    private static string ReadValue(string yaml)
    {
        var read = KubeYaml.ReadAll($"apiVersion: v1\nkind: Test\nmetadata: {{name: x}}\nvalue: {yaml}").Single();
        return JsonNode.Parse(read.Json.GetRawText())!["value"]?.ToJsonString() ?? "null";
    }
}
