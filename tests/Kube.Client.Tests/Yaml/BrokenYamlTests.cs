using System.Text;
using Kube.Models;

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

    [Theory]
    [InlineData("kind: Pod\nspec:\n  containers:\n  - name: a\n    ports:\n    - containerPort: 80\n    - containerPort: http\n", 7, 22)]
    [InlineData("# a comment\nkind: Pod\nspec: {priority: 1, hostNetwork: 'yes', containers: []}\n", 3, 34)]
    [InlineData("kind: Pod\nspec:\n  containers: &all\n  - {name: [a]}\n  initContainers: *all\n", 4, 12)]
    [InlineData("kind: Deployment\n", 1, 7)]
    [InlineData("- 1\n- 2\n", 1, 1)]
    public async Task What_does_not_fit_is_told_by_its_line(string text, int line, int column)
    {
        var error = Assert.Throws<KubeSerializationException>(() => KubeYaml.Read<V1Pod>(text));

        Assert.Equal((line, column, -1), (error.Line, error.Column, error.BytePosition));
        Assert.Contains($"(line {line}, column {column})", error.Message, StringComparison.Ordinal);

        var file = Path.Combine(_folder, "pod.yaml");
        await File.WriteAllTextAsync(file, "kind: A\nmetadata: 1\n", TestContext.Current.CancellationToken);
        error = await Assert.ThrowsAsync<KubeSerializationException>(() => KubeYaml.ReadFileAsync(file, TestContext.Current.CancellationToken));
        Assert.StartsWith($"{file}: DynamicResource: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(line 2, column 11) of A", error.Message, StringComparison.Ordinal);
        Assert.Equal(file, error.File);
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
