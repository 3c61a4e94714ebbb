using System.IO.Compression;

namespace Kube.Package.Tests;

public sealed class ConsumerTests(PackedPackages packages)
{
    private const string Spec = """
        /// <summary>A document to publish.</summary>
        [CustomResource("example.com", "v1", Status = typeof(DocumentStatus), ShortNames = ["doc"])]
        [PrinterColumn("Title", ".spec.title")]
        [Rule("self.minReplicas <= self.maxReplicas", Message = "minReplicas must not exceed maxReplicas")]
        public sealed record DocumentSpec
        {
            /// <summary>Shown at the top of the page.</summary>
            [MinLength(1), MaxLength(64)] public required string Title { get; init; }
            [Range(1, 10)] public int MinReplicas { get; init; } = 1;
            [Range(1, 10)] public int MaxReplicas { get; init; } = 3;
        }

        public sealed record DocumentStatus
        {
            public string? Phase { get; init; }
        }
        """;

    [Fact]
    public void A_console_project_that_references_Kube_alone_writes_its_crd()
    {
        var folder = packages.NewProject("OnlyKube", $"""
            using System.ComponentModel.DataAnnotations;
            using Kube;

            var document = new Document("hello", new DocumentSpec {"{"} Title = "Hello" {"}"});
            Console.WriteLine(Document.Type + " " + document.Metadata.Name + " " + document.Spec.MaxReplicas);
            Console.WriteLine(Document.Validate(document with {"{"} Spec = document.Spec with {"{"} MinReplicas = 5 {"}"} {"}"}));

            {Spec}
            """, "Kube");

        var (exitCode, output) = PackedPackages.Run(folder, "run");

        Assert.True(exitCode == 0, output);
        Assert.Contains("documents.example.com/v1 hello 3", output);
        Assert.Contains("spec: Invalid value: minReplicas must not exceed maxReplicas", output);
        AssertCrd(folder);
    }

    [Fact]
    public void With_Kube_Testing_it_creates_reads_and_watches()
    {
        var folder = packages.NewProject("WithTesting", $$"""
            using System.ComponentModel.DataAnnotations;
            using Kube;
            using Kube.Client;
            using Kube.Testing;

            await using var server = await EmbeddedApiServer.StartAsync();
            using var client = server.CreateClient();
            await client.InstallCrdAsync<Document>();
            var documents = client.Documents("default");
            var created = await documents.CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello" }));
            Console.WriteLine("created " + created.Metadata.Name + " " + created.Spec.MinReplicas);
            await documents.ReplaceAsync(created with { Spec = created.Spec with { Title = "Changed" } });
            await foreach (var change in documents.WatchAsync(new() { ResourceVersion = created.Metadata.ResourceVersion }))
            {
                Console.WriteLine("watched " + change);
                break;
            }
            try
            {
                await documents.CreateAsync(new Document("bad", new DocumentSpec { Title = "Bad", MinReplicas = 5 }));
            }
            catch (KubeApiException e)
            {
                Console.WriteLine("refused " + e.Message);
            }

            {{Spec}}
            """, "Kube", "Kube.Testing");

        var (exitCode, output) = PackedPackages.Run(folder, "run");

        Assert.True(exitCode == 0, output);
        Assert.Contains("created hello 1", output);
        Assert.Contains("watched ", output);
        Assert.Contains("refused ", output);
        Assert.Contains("minReplicas must not exceed maxReplicas", output);

        // The same bytes in every build; only the assembly is named.
        AssertCrd(folder);
    }

    [Fact]
    public void What_an_api_server_would_refuse_does_not_compile_nor_does_a_wrong_scope()
    {
        var folder = packages.NewProject("Refused", """
            using System.Text.Json.Serialization;
            using Kube;
            using Kube.Client;

            [CustomResource("example.com", "v1", Scope = ResourceScope.Cluster)]
            [Rule(" ")]
            public sealed record PlanetSpec
            {
                public string? Name { get; init; }
                [JsonExtensionData] public Dictionary<string, string>? Others { get; set; }
            }

            static class Program
            {
                static void Main() { }
                static object Wrong(KubeClient client) => client.Namespaced<Planet>("default");
            }
            """, "Kube");

        var (exitCode, output) = PackedPackages.Run(folder, "build");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Program.cs(6,7): error KUBE004", output);
        Assert.Contains("Program.cs(10,60): error KUBE002", output);
        Assert.Contains("Program.cs(16,54): error CS0311", output);
        Assert.Contains("There is no implicit reference conversion from 'Planet' to 'Kube.INamespaced'", output);
    }

    [Fact]
    public void The_compiler_parts_are_ours_alone()
    {
        var package = Directory.EnumerateFiles(packages.Feed, "Kube.*.nupkg").Single(path => char.IsDigit(Path.GetFileName(path)["Kube.".Length]));
        using var zip = ZipFile.OpenRead(package);
        Assert.Equal(
            ["Kube.Analyzers.dll", "Kube.Cel.dll", "Kube.CodeFixes.dll", "Kube.CodeModel.dll", "Kube.Generators.dll", "Kube.Schema.dll"],
            zip.Entries.Where(entry => entry.FullName.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Contains(zip.Entries, entry => entry.FullName == "buildTransitive/Kube.targets");
        Assert.Contains(zip.Entries, entry => entry.FullName == "tasks/netstandard2.0/Kube.Build.dll");
    }

    private static void AssertCrd(string folder) => Assert.Equal(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "documents.example.com.approved.yaml")).Replace("OnlyKube", Path.GetFileName(folder), StringComparison.Ordinal),
        File.ReadAllText(Path.Combine(folder, "bin/Debug/net10.0/crds/documents.example.com.yaml")));
}
