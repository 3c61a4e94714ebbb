using System.Text;

namespace Kube.Client.Tests.Yaml;

/// <summary>Text that is no YAML is an error of ours with a place, whatever the scanner makes of it.</summary>
public sealed class BrokenYamlTests : IDisposable
{
    private const string Document = """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a, labels: {"x": 'y', z: [1, 2]}}
        data:
          one: |
            text
          two: &two "quoted \n text"
          three: *two
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-yaml-").FullName;

    public static TheoryData<string> Scanned =>
    [
        "apiVersion: v1\nkind: [Config\ncl", "clusters:\n- cluster: {server: http://x\n  name: a\n", "...\nap[iV", "{name: a, width: 1}*a", "a: \"b", "a: 'b", "{", "[", "a: b: c", "%YAML 3",
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Scanned))]
    public void What_is_not_closed_or_out_of_place_is_told_with_its_line(string text)
    {
        var error = Assert.Throws<KubeSerializationException>(() => KubeYaml.Read<DynamicResource>(text));
        Assert.Contains("line ", error.Message, StringComparison.Ordinal);

        var file = Path.Combine(_folder, "config");
        File.WriteAllText(file, text);
        var refused = Assert.Throws<KubeConfigException>(() => KubeConfig.FromFile(file));
        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_damage_to_a_document_is_an_error_of_ours_or_none()
    {
        var random = new Random(20261127);
        const string Marks = "[]{}:,-&*!|>'\"%@`#?\n\t ";
        for (var round = 0; round < Rounds.Or(2000); round++)
        {
            var text = new StringBuilder(Document);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Insert(at, Marks[random.Next(Marks.Length)]);
                else text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
            }
            var damaged = text.ToString();
            var escaped = Record.Exception(() => KubeYaml.ReadAll(damaged));
            Assert.True(escaped is null or KubeSerializationException, $"{escaped?.GetType().Name} of:\n{damaged}");
            escaped = Record.Exception(() => KubeConfigFile.Parse(damaged));
            Assert.True(escaped is null or KubeConfigException, $"{escaped?.GetType().Name} of:\n{damaged}");
        }
    }
}
