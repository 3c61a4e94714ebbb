using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kube.Json;
using Kube.Models;

namespace Kube.Client.Tests.Yaml;

/// <summary>Texts that YAML parsers are known to take for something else come back as they were: through our reader, and through kubectl's.</summary>
public partial class KubeYamlTortureTests
{
    private static readonly string[] Nasty =
    [
        "", " ", "  a", "a ", "a  b", "\t", "a\tb", "\n", "a\n", "a\nb", "a\n\n", "a\n\nb\n", "\na", " a\nb", "a\n b\n", "a\n\tb", "a\r\nb", "a \nb", "\r",
        "~", "null", "Null", "NULL", "nil", "y", "Y", "n", "N", "yes", "Yes", "YES", "no", "on", "off", "Off", "true", "True", "TRUE", "false", "yEs", "tRue",
        "0", "-0", "+1", "1", "01", "0o17", "017", "0x1F", "0X1f", "0b101", "1_000", "_1", "1e3", "1E3", "1e+3", "-1.5e-3", ".5", "5.", ".", "-.5", "1.0", "1e", "e1", "-", "--", "---", "--- a",
        "...", "... a", ".inf", "-.Inf", ".nan", ".NaN", "Infinity", "NaN", "0xZZ", "08", "0.0.0.0", "1.2.3", "10.0.0.0/8", "1:30", "12:30:45", "190:20:30.15", "2026-11-20", "2026-11-20T17:30:00Z",
        "2026-11-20 17:30:00", "99999999999999999999", "500m", "64Mi", "25%", "30s", "1h30m", "1E", "12e", "0m",
        "a: b", "a:", ":a", ":", "a:b", "a :b", "http://x/y?z=1#f", "a #b", "#a", "a#b", "?", "? a", "- a", "-a", "[a]", "]", "{a: b}", "}", "a, b", ",", "&a", "*a", "!a", "!!str a", "|", ">", "|a", "%a", "@a", "`a",
        "'", "''", "'a'", "\"", "\"a\"", "a\"b", "a'b", "\\", "\\n", "a\\b", "=", "<<", "$(VAR)", "{{ .x }}", "*", "&", "a*", "key: [1, 2]", "a:\n  - b\n",
        "\0", "\u0001", "\u001b[0m", "\u007f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffe", "\ud83d\ude00", "\u00e4", "\u65e5\u672c\u8a9e", "a\u0085b\n", "a\u2028\nb", "\ud83d\ude00 a\nb\n",
        "#!/bin/sh\nset -e\necho \"$1\"\n", "line one\n  indented\n\n\nlast", "trailing blanks  \nnext\n", "\u00fc: x\n", "- a\n- b\n", "---\na: b\n", "# comment\n",
        new string('a', 200), new string('x', 1100), string.Join(' ', Enumerable.Repeat("word", 100)), new string('\n', 3) + "a",
    ];

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Nasty.Length)];

    [Theory, MemberData(nameof(Indices))]
    public void A_nasty_text_comes_back_as_it_was(int index)
    {
        var text = Nasty[index];
        foreach (var setting in Settings(text)) AssertSame(setting);
    }

    [Fact]
    public void Random_texts_come_back_as_they_were()
    {
        var random = new Random(20261120);
        const string Alphabet = "ab01 \t\n:#-?!&*|>'\"%@`{}[],._~+=yYnNeExXoO\\/\u00e4\u0085\u2028\ufeff";
        for (var i = 0; i < 3000; i++)
        {
            var text = string.Create(random.Next(1, 9), random, (span, r) =>
            {
                foreach (ref var c in span) c = Alphabet[r.Next(Alphabet.Length)];
            });
            AssertSame(new JsonObject { ["k"] = text, [text + "!"] = new JsonArray(text) });
        }
    }

    // The text as a value, a key, an item, alone and beside others, and deep down.
    private static IEnumerable<JsonObject> Settings(string text)
    {
        yield return new JsonObject { ["v"] = text };
        yield return new JsonObject { [text] = "v" };
        yield return new JsonObject { ["x"] = new JsonObject { [text] = new JsonArray(text, new JsonArray(text, 1), new JsonObject { [text] = text, ["last"] = text }) }, ["last"] = text };
    }

    private static void AssertSame(JsonObject content)
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "X", ["metadata"] = new JsonObject(), ["content"] = content };
        var yaml = KubeYaml.Write(DynamicResource.Parse(json.ToJsonString()));
        var read = JsonNode.Parse(KubeYaml.ReadAll(yaml).Single().Json.GetRawText());
        Assert.True(JsonNode.DeepEquals(json, read), $"{json.ToJsonString()} became {read?.ToJsonString()} through\n{yaml}");
    }

    /// <summary>The scalar types of YAML 1.1 (yaml.org/type) and 1.2: what is written plain must be none of them.</summary>
    [GeneratedRegex(@"\A(?:~|null|y|yes|n|no|true|false|on|off|=|<<|[-+]?\.(?:inf|nan)|[-+]?(?:0b[01_]+|0x[0-9a-f_]+|0o?[0-7_]+|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]+(?:e[-+]?[0-9]+)?)|\d{4}-\d\d?-\d\d?.*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Typed();

    [Theory, MemberData(nameof(Indices))]
    public void What_is_written_plain_is_no_other_type_in_any_YAML(int index)
    {
        var json = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "X", ["v"] = Nasty[index] };
        var yaml = KubeYaml.Write(DynamicResource.Parse(json.ToJsonString()));
        var value = yaml[(yaml.IndexOf("\nv:", StringComparison.Ordinal) + "\nv: ".Length)..].TrimEnd('\n');
        if (value.Length > 0 && value[0] is not ('"' or '\'' or '|')) Assert.DoesNotMatch(Typed(), value);
    }

    [Fact]
    public async Task Kubectl_reads_back_the_same_values()
    {
        var kubectl = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "kubectl")).FirstOrDefault(File.Exists);
        if (kubectl is null) Assert.Skip("There is no kubectl on the PATH.");
        var data = Nasty.Index().ToDictionary(n => $"k{n.Index}", n => n.Item);
        var map = new V1ConfigMap { Metadata = new() { Name = "nasty" }, Data = data };
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, KubeYaml.Write(map));
            var start = new ProcessStartInfo(kubectl, ["annotate", "--local", "-f", file, "seen=yes", "-o", "json"]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
            start.Environment["KUBECONFIG"] = Path.Combine(Path.GetTempPath(), "no-kubeconfig-here");
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            var read = KubeJson.Deserialize<V1ConfigMap>(output).Data!;
            Assert.Empty(data.Where(d => read[d.Key] != d.Value).Select(d => $"{JsonValue.Create(d.Value).ToJsonString()} became {JsonValue.Create(read[d.Key]).ToJsonString()}"));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
