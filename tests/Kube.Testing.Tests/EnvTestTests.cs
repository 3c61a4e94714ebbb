using System.Collections.Concurrent;
using System.Diagnostics;
using Kube.Models;
using Kube.Testing.Processes;

namespace Kube.Testing.Tests;

/// <summary>How <see cref="EnvTest"/> handles its processes, with small programs of our own in the place of etcd and kube-apiserver. The real ones are used by <see cref="ServerSuite"/>.</summary>
public sealed class EnvTestTests : IDisposable
{
    private readonly DirectoryInfo _assets = Directory.CreateTempSubdirectory("kube-assets-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EnvTestOptions Options => new() { Assets = _assets.FullName, PollInterval = TimeSpan.FromMilliseconds(20), StopTimeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _assets.Delete(recursive: true);

    [Fact]
    public async Task Both_programs_run_until_disposal_and_leave_nothing()
    {
        Program("etcd", $"exec '{Host}' '{StandIn}' etcd \"$@\"");
        Program("kube-apiserver", $"exec '{Host}' '{StandIn}' kube-apiserver \"$@\"");

        // Also where an assertion fails: the stand-ins must not outlive the test.
        await using var test = await EnvTest.StartAsync(Options, Token);
        var processes = test.ProcessIds;
        await using (var administrator = test.CreateClient())
        await using (var user = test.CreateClientFor("ann", "team"))
        {
            // The stand-in says whom the client certificate speaks for.
            Assert.Equal("CN=kubernetes-admin, O=system:masters", await SubjectAsync(administrator));
            Assert.Equal("CN=ann, O=team", await SubjectAsync(user));
        }

        var config = File.ReadAllText(test.WriteKubeConfig(Path.Combine(_assets.FullName, "config")));
        Assert.All(processes, id => Assert.True(IsRunning(id)));
        await test.DisposeAsync();

        Assert.Contains("client-key-data", config, StringComparison.Ordinal);
        Assert.All(processes, id => Assert.False(IsRunning(id)));
        Assert.False(Directory.Exists(test.Folder));
        Assert.Contains("etcd: etcd stand-in listens", test.Logs, StringComparison.Ordinal);
        // It was asked, not killed.
        Assert.Contains("kube-apiserver: stopped in peace", test.Logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_ends_at_once_is_told_with_its_last_lines()
    {
        Program("etcd", "echo 'flag provided but not defined: -x' >&2; exit 3");
        Program("kube-apiserver", "exit 0");

        var error = await Assert.ThrowsAsync<EnvTestException>(() => EnvTest.StartAsync(Options, Token));

        Assert.StartsWith("etcd ended with code 3 before it was ready.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("etcd: flag provided but not defined: -x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_never_gets_ready_is_ended_when_time_is_up()
    {
        Program("etcd", "echo $$; exec sleep 600");
        Program("kube-apiserver", "exit 0");

        var error = await Assert.ThrowsAsync<EnvTestException>(() => EnvTest.StartAsync(Options with { StartTimeout = TimeSpan.FromSeconds(1) }, Token));

        Assert.StartsWith("etcd was not ready within 1 s: GET /health: ", error.Message, StringComparison.Ordinal);
        Assert.False(IsRunning(IdIn(error.Logs)));
    }

    [Fact]
    public async Task A_program_that_ignores_the_signal_is_killed()
    {
        Program("etcd", "trap '' TERM; echo $$; while :; do sleep 1; done");
        Program("kube-apiserver", "exit 0");

        var error = await Assert.ThrowsAsync<EnvTestException>(
            () => EnvTest.StartAsync(Options with { StartTimeout = TimeSpan.FromSeconds(1), StopTimeout = TimeSpan.FromMilliseconds(100) }, Token));

        Assert.False(IsRunning(IdIn(error.Logs)));
    }

    [Fact]
    public async Task Giving_up_ends_what_runs()
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pid = Path.Combine(_assets.FullName, "pid");
        Program("etcd", $"echo $$ > '{pid}.new'; mv '{pid}.new' '{pid}'; exec sleep 600");
        Program("kube-apiserver", "exit 0");
        using var watcher = new FileSystemWatcher(_assets.FullName) { EnableRaisingEvents = true };
        watcher.Renamed += (_, _) => giveUp.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnvTest.StartAsync(Options, giveUp.Token));

        Assert.False(IsRunning(int.Parse(File.ReadAllText(pid))));
    }

    [Fact]
    public async Task A_program_that_cannot_be_run_is_named()
    {
        SkipOnWindows();
        File.WriteAllText(Path.Combine(_assets.FullName, "etcd"), "no program");
        File.WriteAllText(Path.Combine(_assets.FullName, "kube-apiserver"), "");

        var error = await Assert.ThrowsAsync<EnvTestException>(() => EnvTest.StartAsync(Options, Token));

        Assert.StartsWith($"etcd ('{Path.Combine(_assets.FullName, "etcd")}') cannot be run: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_programs_are_told_with_the_way_to_get_them()
    {
        File.WriteAllText(Path.Combine(_assets.FullName, OperatingSystem.IsWindows() ? "etcd.exe" : "etcd"), "");

        var error = await Assert.ThrowsAsync<EnvTestException>(() => EnvTest.StartAsync(Options, Token));

        Assert.Contains($"is not in '{_assets.FullName}' (EnvTestOptions.Assets)", error.Message, StringComparison.Ordinal);
        Assert.Contains("setup-envtest use", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, EnvTest.Unavailable(Options));
    }

    [Fact]
    public async Task A_program_that_ended_while_it_was_in_use_is_told_at_disposal_and_all_is_gone()
    {
        Program("etcd", $"exec '{Host}' '{StandIn}' etcd \"$@\"");
        Program("kube-apiserver", $"exec '{Host}' '{StandIn}' kube-apiserver \"$@\"");
        var lines = new ConcurrentQueue<string>();
        var test = await EnvTest.StartAsync(Options with { Output = lines.Enqueue }, Token);
        var processes = test.ProcessIds;
        using (var server = Process.GetProcessById(processes[1]))
        {
            server.Kill();
        }

        await test.Processes[1].Exited.WaitAsync(Token);

        var error = await Assert.ThrowsAsync<EnvTestException>(async () => await test.DisposeAsync());
        // Once is enough.
        await test.DisposeAsync();

        Assert.StartsWith("kube-apiserver ended with code 137 while it was in use.", error.Message, StringComparison.Ordinal);
        Assert.Contains("etcd: etcd stand-in listens", error.Logs, StringComparison.Ordinal);
        Assert.Contains("etcd: etcd stand-in listens", lines);
        Assert.All(processes, id => Assert.False(IsRunning(id)));
        Assert.False(Directory.Exists(test.Folder));
    }

    [Fact]
    public async Task A_callback_that_throws_is_told_at_the_end_and_stops_nobody()
    {
        SkipOnWindows();
        Program("etcd", $"exec '{Host}' '{StandIn}' etcd \"$@\"");
        Program("kube-apiserver", $"exec '{Host}' '{StandIn}' kube-apiserver \"$@\"");
        var test = await EnvTest.StartAsync(Options with { Output = _ => throw new InvalidOperationException("no test is running") }, Token);

        var error = await Assert.ThrowsAsync<EnvTestException>(async () => await test.DisposeAsync());

        Assert.Equal("no test is running", error.InnerException!.Message);
        Assert.Contains("kube-apiserver: ", test.Logs, StringComparison.Ordinal);
        Assert.False(Directory.Exists(test.Folder));
    }

    [Fact]
    public async Task What_a_killed_test_leaves_is_ended_and_removed()
    {
        SkipOnWindows();
        using var program = Process.Start("sleep", "600");
        var folder = _assets.CreateSubdirectory("left");
        File.WriteAllText(Path.Combine(folder.FullName, "file"), "");
        var guard = OrphanGuard.Start(folder.FullName)!;
        await guard.AddAsync(program.Id);

        await guard.AbandonAsync();

        await program.WaitForExitAsync(Token);
        Assert.Equal(137, program.ExitCode);
        Assert.False(Directory.Exists(folder.FullName));
    }

    [Fact]
    public async Task What_was_cleaned_up_is_left_alone()
    {
        SkipOnWindows();
        var guard = OrphanGuard.Start(_assets.FullName)!;

        await guard.DisposeAsync();

        Assert.True(Directory.Exists(_assets.FullName));
    }

    [Fact]
    public void A_flag_of_the_user_replaces_ours_which_as_a_list_would_be_added_to()
    {
        Assert.Equal(
            ["--a=1", "--authorization-mode=AlwaysAllow", "--b"],
            ControlPlaneArguments.Merge(["--authorization-mode=RBAC", "--a=1", "--b=2"], ["--authorization-mode=AlwaysAllow", "--b"]));
    }

    [Fact]
    public void The_servers_arguments_are_those_of_envtest()
    {
        var arguments = ControlPlaneArguments.ApiServer(new("https://127.0.0.1:6443/"), new("http://127.0.0.1:2379/"), new("/d")).Select(a => a.Replace('\\', '/'));

        Assert.Equal(
            [
                "--etcd-servers=http://127.0.0.1:2379",
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=6443",
                "--cert-dir=/d",
                "--tls-cert-file=/d/apiserver.crt",
                "--tls-private-key-file=/d/apiserver.key",
                "--client-ca-file=/d/ca.crt",
                "--authorization-mode=RBAC",
                "--allow-privileged=true",
                "--service-cluster-ip-range=10.0.0.0/24",
                "--service-account-issuer=https://127.0.0.1:6443",
                "--service-account-key-file=/d/sa.pub",
                "--service-account-signing-key-file=/d/sa.key",
                "--disable-admission-plugins=ServiceAccount",
            ],
            arguments);
    }

    private static string Host => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static string StandIn => Path.Combine(AppContext.BaseDirectory, "Kube.Testing.ControlPlane.dll");

    private static async Task<string> SubjectAsync(Kube.Client.KubeClient client) =>
        (await client.Cluster<V1Namespace>().GetAsync("default", cancellationToken: Token)).Metadata.Annotations!["subject"];

    private static int IdIn(string logs) => int.Parse(logs["etcd: ".Length..].Split('\n')[0]);

    private static bool IsRunning(int id) => Process.GetProcesses().Any(p => p.Id == id);

    private static void SkipOnWindows()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The stand-ins are shell scripts.");
        }
    }

    /// <summary>Writes a shell script where a program of the control plane is looked for.</summary>
    private void Program(string name, string script)
    {
        SkipOnWindows();
        var file = Path.Combine(_assets.FullName, name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
