using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kube.Package.Tests;

/// <summary>A program that uses the packages, published without what it does not need, and run: neither linker nor compiler warns of our assemblies.</summary>
public sealed class PublishedTests(PackedPackages packages)
{
    private const string Program = """
        using Kube;
        using Kube.Client;
        using Kube.Models;
        using Kube.Testing;

        await using var server = await EmbeddedApiServer.StartAsync();
        using var client = KubeClient.Create(server.Config); // over a socket: Kestrel and HttpClient are published, too
        await client.InstallCrdAsync<Document>();
        var documents = client.Documents("default");
        var created = await documents.CreateAsync(new Document("hello", new DocumentSpec { Title = "Hello" }));
        Console.WriteLine($"created {created.Metadata.Name} {created.Spec.Replicas}");
        await documents.ReplaceAsync(created with { Spec = created.Spec with { Title = "Changed" } });
        await foreach (var change in documents.WatchAsync(new() { ResourceVersion = created.Metadata.ResourceVersion }))
        {
            Console.WriteLine($"watched {change.Object!.Spec.Title}");
            break;
        }
        await client.ConfigMaps("default").CreateAsync(new V1ConfigMap { Metadata = new() { Name = "settings" }, Data = new Dictionary<string, string> { ["key"] = "value" } });
        var list = await client.ConfigMaps("default").ListAsync();
        Console.WriteLine("listed " + list.Items.Single(map => map.Metadata.Name == "settings").Data!["key"]);
        var dynamic = await client.For<DynamicResource>(V1ConfigMap.Type, "default").GetAsync("settings");
        Console.WriteLine("found " + dynamic.GetString(JsonPointer.Parse("/data/key")));

        [CustomResource("example.com", "v1")]
        public sealed record DocumentSpec
        {
            public required string Title { get; init; }
            public int Replicas { get; init; } = 3;
        }
        """;

    [Fact]
    public void Trimmed_it_lists_watches_and_creates()
    {
        if (Environment.GetEnvironmentVariable("KUBE_PUBLISH_TRIMMED") != "1") Assert.Skip("Trimming a program takes minutes: set KUBE_PUBLISH_TRIMMED=1 to run it.");
        // Full: also code of ours that nothing roots is gone.
        PublishAndRun("Trimmed", "--self-contained -p:PublishTrimmed=true -p:TrimMode=full");
    }

    [Fact]
    public void Compiled_ahead_of_time_it_lists_watches_and_creates()
    {
        if (Environment.GetEnvironmentVariable("KUBE_PUBLISH_AOT") != "1") Assert.Skip("Compiling a program ahead of time takes minutes: set KUBE_PUBLISH_AOT=1 to run it.");
        PublishAndRun("Aot", "-p:PublishAot=true" + (IsOnPath("clang") || !IsOnPath("gcc") ? "" : " -p:CppCompilerAndLinker=gcc"));
    }

    private void PublishAndRun(string name, string options)
    {
        var folder = packages.NewProject(name, Program, "Kube", "Kube.Testing");

        // Warnings one by one, so that ours can be told from others'.
        var (exitCode, output) = PackedPackages.Run(folder, $"publish -c Release -r {RuntimeInformation.RuntimeIdentifier} {options} -p:TrimmerSingleWarn=false -p:TreatWarningsAsErrors=false -o out");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(output.Split('\n'), line => line.Contains("warning IL", StringComparison.Ordinal) && line.Contains("Kube.", StringComparison.Ordinal));

        var start = new ProcessStartInfo(Path.Combine(folder, "out", OperatingSystem.IsWindows() ? name + ".exe" : name)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, printed + error.Result);
        Assert.Equal(["created hello 3", "watched Changed", "listed value", "found value"], printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
