using System.Text.Json;
using System.Text.Json.Nodes;
using Kube.YamlFormat;
using YamlDotNet.RepresentationModel;

namespace Kube.Build.Tests;

public sealed class JsonToYamlTests
{
    [Fact]
    public void Reads_as_a_person_would_write_it()
    {
        var yaml = JsonToYaml.Convert("""
            {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"documents.example.com"},
             "spec":{"group":"example.com","names":{"kind":"Document","shortNames":["doc"]},"scope":"Namespaced",
             "versions":[{"name":"v1","served":true,"schema":{"openAPIV3Schema":{"type":"object",
              "description":"A document.\nWith two lines.",
              "properties":{"on":{"type":"boolean","default":false},"title":{"type":"string","pattern":"^[a-z]+$","default":"yes","minLength":1},
               "ratio":{"type":"number","maximum":1.5}},
              "x-kubernetes-validations":[{"rule":"self.a <= self.b && self.c != ''","message":"a: must not exceed b"}]}},"subresources":{"status":{}}}]}}
            """);

        Assert.Equal("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: documents.example.com
            spec:
              group: example.com
              names:
                kind: Document
                shortNames:
                - doc
              scope: Namespaced
              versions:
              - name: v1
                served: true
                schema:
                  openAPIV3Schema:
                    type: object
                    description: |-
                      A document.
                      With two lines.
                    properties:
                      'on':
                        type: boolean
                        default: false
                      title:
                        type: string
                        pattern: ^[a-z]+$
                        default: 'yes'
                        minLength: 1
                      ratio:
                        type: number
                        maximum: 1.5
                    x-kubernetes-validations:
                    - rule: self.a <= self.b && self.c != ''
                      message: 'a: must not exceed b'
                subresources:
                  status: {}

            """.ReplaceLineEndings("\n"), yaml);
    }

    public static TheoryData<string> NastyStrings => [
        "", " ", "a ", " a", "yes", "No", "ON", "y", "n", "~", "null", "NULL", "true", "1", "-1", "+1", "1.5", ".5", "1e3", "0x1F", "0o17", "017", "1_000", "1:30",
        "2026-11-20", "2026-11-20T10:00:00Z", ".inf", "-.inf", ".NaN", "<<", "=", "-", "- a", "?", "? a", ":", ": a", "a: b", "a:", "a #b", "#a", "a#b", "&a", "*a", "!a", "!!str a", "|", ">",
        "%a", "@a", "`a", "'", "\"", "a'b", "'a'", "\"a\"", "a\"b", "[a]", "{a: b}", "a, b", "a]", "{{ x }}", "\n", "a\n", "a\nb", "a\n\nb", "a\nb\n", "a\nb\n\n", "\na", " a\nb", "a \nb", "a\n b", "a\n  b\nc",
        "a\tb", "\ta", "a\t", "a\r\nb", "a\rb", "\u0001", "\u007f", "\u0085", "\u2028", "\ufeff", "\u00a0", "héllo", "日本", "😀", "a\\b", "\\n", "\\", "--- a", "...", "a\n---\nb", "# a\nb", "a: b\nc: d",
        "self.all(x, x > 0) || has(self.y) ? 'a' : \"b\"", "^(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?)$", new string('x', 500), new string('x', 200) + " " + new string('y', 200),
    ];

    [Theory]
    [MemberData(nameof(NastyStrings))]
    public void Any_string_reads_back_as_itself_as_value_and_as_key(string text)
    {
        var json = new JsonObject { ["value"] = text, ["list"] = new JsonArray(text), ["map"] = new JsonObject { [text] = text } };

        var yaml = JsonToYaml.Convert(json.ToJsonString());

        Assert.Equal(json.ToJsonString(), Read(yaml).ToJsonString());
    }

    [Fact]
    public void Random_strings_read_back_as_themselves()
    {
        var random = new Random(20261121);
        const string alphabet = "ab01 :#-?,[]{}&*!|>'\"%@`~<=.\n\t\\éyn_e+xo";
        for (var i = 0; i < 3000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var json = new JsonObject { ["value"] = text, ["list"] = new JsonArray(text, 1, true, null), ["map"] = new JsonObject { [text] = text } };

            var read = Read(JsonToYaml.Convert(json.ToJsonString()));

            Assert.True(JsonNode.DeepEquals(json, read), $"{JsonSerializer.Serialize(text)} became {read.ToJsonString()}");
        }
    }

    [Fact]
    public void Same_input_gives_the_same_bytes_with_one_final_line_feed()
    {
        const string json = """{"b":[1,{"c":[]},[]],"a":{"d":{}}}""";

        var first = JsonToYaml.Convert(json);

        Assert.Equal(first, JsonToYaml.Convert(json));
        Assert.Equal("b:\n- 1\n- c: []\n- []\na:\n  d: {}\n", first);
    }

    // Reads with YamlDotNet's parser: quoted scalars are strings; plain ones are what YAML 1.1 takes them for.
    private static JsonNode Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Convert(stream.Documents.Single().RootNode)!;
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Convert)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "1" } => JsonValue.Create(1),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" } => JsonValue.Create(true),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" } => null,
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } plain => JsonValue.Create(Yaml11Resolves(plain.Value!) ? "<not a string: " + plain.Value + ">" : plain.Value),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    // YAML 1.1's own resolution rules (yaml.org/type), written apart from the code under test.
    private static bool Yaml11Resolves(string plain) => System.Text.RegularExpressions.Regex.IsMatch(plain,
        @"^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|~|null|Null|NULL||<<|=)$"
        + @"|^[-+]?0b[0-1_]+$|^[-+]?0o?[0-7_]+$|^[-+]?(?:0|[1-9][0-9_]*)$|^[-+]?0x[0-9a-fA-F_]+$|^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$"
        + @"|^[-+]?(?:[0-9][0-9_]*)?\.[0-9.]*(?:[eE][-+][0-9]+)?$|^[-+]?[0-9][0-9_]*(?:\.[0-9]*)?[eE][-+]?[0-9]+$|^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$|^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$"
        + @"|^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}");
}
