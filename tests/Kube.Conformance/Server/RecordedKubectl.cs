using System.Diagnostics;
using System.Text.RegularExpressions;
using Kube.Schema.Json;
using Kube.Testing;

namespace Kube.Conformance.Server;

/// <summary>Runs the commands of a recording with the kubectl of this machine, against the embedded server, and compares what they say and what they ask.</summary>
internal sealed partial class RecordedKubectl : IDisposable
{
    private readonly EmbeddedApiServer _server;
    private readonly Bindings _bindings;
    private readonly string _folder = Directory.CreateTempSubdirectory("kubectl-replay-").FullName;
    private readonly string _config;

    public RecordedKubectl(EmbeddedApiServer server, Bindings bindings)
    {
        _server = server;
        _bindings = bindings;
        _config = server.WriteKubeConfig(Path.Combine(_folder, ".state", "config"));
    }

    /// <summary>The kubectl on the <c>PATH</c>, or none.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl"))
        .FirstOrDefault(File.Exists);

    public static bool IsNeededBy(Scenario scenario) => scenario.Main.Any(s => s.ContainsKey("kubectl"));

    public async Task RunAsync(JsonObject step, AnswerComparer comparer, CancellationToken cancellationToken)
    {
        foreach (var (name, content) in step.GetObject("files") ?? JsonObject.Empty)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, name), _bindings.Substitute(((JsonString)content).Value), cancellationToken);
        }

        _server.ForgetRequests();
        var arguments = step.GetArray("argv")!.OfType<JsonString>().Select(a => _bindings.Substitute(a.Value)).ToList();
        var (code, output, error) = await StartAsync(arguments, step, cancellationToken);
        var command = $"kubectl {string.Join(' ', arguments)}";
        if (code != step.GetInteger("exitCode"))
        {
            comparer.Note($"{command}: exit code {step.GetInteger("exitCode")} expected, came {code}: {output}{error}");
            return;
        }

        Compare($"{command}: output", step.GetString("stdout") ?? "", output, comparer);
        Compare($"{command}: error output", step.GetString("stderr") ?? "", error, comparer);
        Requests(command, step, comparer);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Compare(string what, string recorded, string actual, AnswerComparer comparer)
    {
        var (expected, came) = (Plain(recorded), Plain(actual));
        if (!_bindings.Match(expected, came, false))
        {
            comparer.Note($"{what}: `{expected}` expected, came `{came}`");
        }
    }

    /// <summary>Without what differs between versions and machines of kubectl, not of servers: runs of blanks, its own log, the namespace after "deleted", diff's times and folders.</summary>
    private static string Plain(string text) =>
        DiffFolders().Replace(DiffTimes().Replace(DeletedFrom().Replace(LogLines().Replace(Blanks().Replace(text, " "), ""), "$1"), "2026-01-01T00:00:00Z"), "$1");

    /// <summary>What it asked for beyond discovery must have been asked, and answered alike.</summary>
    private void Requests(string command, JsonObject step, AnswerComparer comparer)
    {
        var asked = _server.Requests.Select(r => $"{r.Method} {r.Path} {r.Status}").ToHashSet(StringComparer.Ordinal);
        foreach (var request in (step.GetArray("requests") ?? JsonArray.Empty).OfType<JsonObject>())
        {
            var path = _bindings.Substitute(request.GetString("path")!);
            if (path.Split('/') is ["", "api"] or ["", "apis"] or ["", "api", _] or ["", "apis", _] or ["", "apis", _, _] or ["", "openapi", ..] or ["", "version"])
            {
                continue;
            }

            var wanted = $"{request.GetString("method")} {path} {request.GetInteger("status")}";
            if (!asked.Contains(wanted))
            {
                comparer.Note($"{command}: the request `{wanted}` was expected, came {string.Join(", ", asked)}");
            }
        }
    }

    private async Task<(int Code, string Output, string Error)> StartAsync(IReadOnlyList<string> arguments, JsonObject step, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Executable!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["KUBECONFIG"] = _config;
        start.Environment["KUBECACHEDIR"] = Path.Combine(_folder, ".state", "cache");
        foreach (var (name, value) in step.GetObject("env") ?? JsonObject.Empty)
        {
            start.Environment[name] = ((JsonString)value).Value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(_bindings.Substitute(step.GetString("stdin") ?? ""));
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output, await error);
    }

    [GeneratedRegex("[ \t]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[EWI]\d{4} [\d:.]+ \d+ .*\n", RegexOptions.Multiline)]
    private static partial Regex LogLines();

    [GeneratedRegex("(\" (?:force )?deleted) from \\S+ namespace")]
    private static partial Regex DeletedFrom();

    [GeneratedRegex(@"(/LIVE|/MERGED)-\d+")]
    private static partial Regex DiffFolders();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4}")]
    private static partial Regex DiffTimes();
}
