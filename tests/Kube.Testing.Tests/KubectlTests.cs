using System.Diagnostics;
using System.Text;

namespace Kube.Testing.Tests;

/// <summary>kubectl, the real one, against the embedded server.</summary>
public sealed class KubectlTests : IAsyncLifetime
{
    private const string Definition = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.demo.example.com}
        spec:
          group: demo.example.com
          scope: Namespaced
          names: {kind: Widget, plural: widgets, shortNames: [wd], categories: [all]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
            additionalPrinterColumns:
            - {name: Size, type: integer, jsonPath: .spec.size}
            schema:
              openAPIV3Schema:
                type: object
                description: Widget is what demos are made of.
                properties:
                  spec:
                    type: object
                    properties:
                      size: {type: integer, maximum: 10, description: how big it is}
                      replicas: {type: integer, default: 1}
                  status:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
        """;

    private const string Widget = """
        apiVersion: demo.example.com/v1
        kind: Widget
        metadata: {name: a, labels: {app: x}}
        spec: {size: 3}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-testing-").FullName;
    private EmbeddedApiServer? _server;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
        {
            Assert.Skip("kubectl is not on this machine.");
        }

        _server = await EmbeddedApiServer.StartAsync();
        _server.WriteKubeConfig(Path.Combine(_folder, "config"));
        await CreateAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Definition);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Get_shows_the_printer_columns()
    {
        await CreateAsync("/apis/demo.example.com/v1/namespaces/default/widgets", Widget);

        var text = await RunAsync("get wd");

        Assert.Matches(@"^NAME\s+SIZE\na\s+3\n$", text);
    }

    [Fact]
    public async Task Apply_creates_then_configures_then_finds_nothing_to_do()
    {
        Assert.Equal("widget.demo.example.com/a created\n", await RunAsync("apply -f -", Widget));
        Assert.Equal("widget.demo.example.com/a configured\n", await RunAsync("apply -f -", Widget.Replace("size: 3", "size: 4", StringComparison.Ordinal)));
        Assert.Equal("widget.demo.example.com/a unchanged\n", await RunAsync("apply -f -", Widget.Replace("size: 3", "size: 4", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Apply_on_the_server_side_tells_of_a_conflict()
    {
        await RunAsync("apply --server-side -f -", Widget);
        await RunAsync("apply --server-side --field-manager=other --force-conflicts -f -", Widget.Replace("size: 3", "size: 5", StringComparison.Ordinal));

        var error = await FailAsync("apply --server-side -f -", Widget);

        Assert.Contains("conflict with \"other\": .spec.size", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_shows_the_servers_validation()
    {
        var error = await FailAsync("apply -f -", Widget.Replace("size: 3", "size: 30", StringComparison.Ordinal));

        Assert.Contains("spec.size: Invalid value: 30: spec.size in body should be less than or equal to 10", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        var error = await FailAsync("apply -f -", Widget.Replace("size: 3", "sice: 3", StringComparison.Ordinal));

        Assert.Contains("unknown field \"spec.sice\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_annotate_patch_and_scale_change_the_object()
    {
        await CreateAsync("/apis/demo.example.com/v1/namespaces/default/widgets", Widget);
        await RunAsync("label wd a tier=back");
        await RunAsync("annotate wd a note=hello");
        await RunAsync("""patch wd a --type=merge -p {"spec":{"size":7}}""");
        await RunAsync("scale wd a --replicas=3");

        var text = await RunAsync("get wd a -o jsonpath={.metadata.labels.tier},{.metadata.annotations.note},{.spec.size},{.spec.replicas}");

        Assert.Equal("back,hello,7,3", text);
    }

    [Fact]
    public async Task Describe_and_explain_read_the_schema()
    {
        await CreateAsync("/apis/demo.example.com/v1/namespaces/default/widgets", Widget);

        Assert.Contains("Size:", await RunAsync("describe wd a"), StringComparison.Ordinal);
        var explained = await RunAsync("explain widgets.spec");
        Assert.Contains("size\t<integer>", explained, StringComparison.Ordinal);
        Assert.Contains("how big it is", explained, StringComparison.Ordinal);
        Assert.Contains("replicas", await RunAsync("explain deployment.spec"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_returns_when_the_condition_holds()
    {
        await CreateAsync("/apis/demo.example.com/v1/namespaces/default/widgets", Widget);
        var waiting = RunAsync("wait wd/a --for=condition=Ready --timeout=20s");
        await RunAsync("""patch wd a --subresource=status --type=merge -p {"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");

        Assert.Equal("widget.demo.example.com/a condition met\n", await waiting);
    }

    [Fact]
    public async Task Delete_waits_until_the_object_is_gone()
    {
        await CreateAsync("/apis/demo.example.com/v1/namespaces/default/widgets", Widget);

        Assert.Equal("widget.demo.example.com \"a\" deleted\n", await RunAsync("delete wd a"));
        Assert.Contains("(NotFound)", await FailAsync("get wd a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_and_create_and_namespaces_work()
    {
        await RunAsync("apply -f -", Widget);
        await RunAsync("create namespace other");
        await RunAsync("create configmap c --from-literal=k=v -n other");

        Assert.Equal("v", await RunAsync("get configmap c -n other -o jsonpath={.data.k}"));
        Assert.Contains("+  size: 9", await FailAsync("diff -f -", Widget.Replace("size: 3", "size: 9", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("namespace \"other\" deleted\n", await RunAsync("delete namespace other"));
    }

    [Fact]
    public async Task Get_with_watch_shows_each_change()
    {
        await RunAsync("apply -f -", Widget);
        using var watch = Process.Start(Command("get wd -w --no-headers"))!;
        try
        {
            Assert.Matches("^a +3$", await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            await RunAsync("""patch wd a --type=merge -p={"spec":{"size":5}}""");
            Assert.Matches("^a +5$", await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            watch.Kill();
        }
    }

    [Fact]
    public async Task Api_resources_and_can_i_answer()
    {
        Assert.Contains("widgets", await RunAsync("api-resources --api-group=demo.example.com"), StringComparison.Ordinal);
        Assert.Contains("demo.example.com/v1", await RunAsync("api-versions"), StringComparison.Ordinal);
        Assert.Equal("yes\n", await RunAsync("auth can-i create widgets"));
        Assert.Equal("no\n", await FailAsync("auth can-i create widgets --as=nobody"));
    }

    [Fact]
    public async Task A_deployment_is_applied_twice_with_a_strategic_merge()
    {
        const string Deployment = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: d}
            spec:
              selector: {matchLabels: {app: d}}
              template:
                metadata: {labels: {app: d}}
                spec:
                  containers:
                  - {name: one, image: 'i:1'}
                  - {name: two, image: 'i:2'}
            """;
        await RunAsync("apply -f -", Deployment);
        await RunAsync("apply -f -", Deployment.Replace("image: 'i:2'", "image: 'i:3'", StringComparison.Ordinal));

        Assert.Equal("i:1 i:3", await RunAsync("get deployment d -o jsonpath={.spec.template.spec.containers[*].image}"));
    }

    private static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl"))
        .FirstOrDefault(File.Exists);

    // Each run of kubectl costs more than the test: what a test is not about goes in without it.
    private async Task CreateAsync(string path, string yaml)
    {
        using var http = new HttpClient(_server!.CreateHandler()) { BaseAddress = _server.Address };
        using var body = new StringContent(yaml, Encoding.UTF8, "application/yaml");
        using var answer = await http.PostAsync(path, body, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> RunAsync(string arguments, string? input = null)
    {
        var (code, output, error) = await StartAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments} ended with {code}: {output}{error}");
        return output;
    }

    private async Task<string> FailAsync(string arguments, string? input = null)
    {
        var (code, output, error) = await StartAsync(arguments, input);
        Assert.True(code != 0, $"kubectl {arguments} was expected to fail: {output}{error}");
        return output + error;
    }

    private ProcessStartInfo Command(string arguments)
    {
        var start = new ProcessStartInfo(Executable!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Split(' '))
        {
            start.ArgumentList.Add(argument);
        }

        start.ArgumentList.Add("--kubeconfig=" + Path.Combine(_folder, "config"));
        start.ArgumentList.Add("--cache-dir=" + Path.Combine(_folder, "cache"));
        start.Environment["KUBECTL_EXTERNAL_DIFF"] = "diff -u";
        return start;
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(string arguments, string? input)
    {
        using var process = Process.Start(Command(arguments))!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(new StringBuilder(input), TestContext.Current.CancellationToken);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
