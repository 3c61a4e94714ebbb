using System.Diagnostics;
using System.Text;

namespace Kube.Client;

/// <summary>Credentials from an exec plugin: run once, kept until shortly before they end or the server rejects them.</summary>
internal sealed class ExecCredential(ExecPlugin plugin, KubeConfig config, TimeProvider time, Func<bool>? standardInputIsTerminal = null) : RenewingCredential(time)
{
    private const int ShownStderr = 2000;
    private const int MaxOutput = 1024 * 1024;
    private readonly Func<bool> _terminal = standardInputIsTerminal ?? (() => !Console.IsInputRedirected);

    protected override async Task<(KubeCredential Credential, DateTimeOffset RenewAt)> RenewAsync(KubeCredential? last, bool rejected, CancellationToken cancellationToken)
    {
        if (plugin.ApiVersion is not (ExecApiVersions.V1 or ExecApiVersions.V1Beta1))
            throw new KubeConfigException($"exec plugin {plugin.Command}: apiVersion '{plugin.ApiVersion}' is not supported; set {ExecApiVersions.V1} or {ExecApiVersions.V1Beta1} and update the plugin");
        var output = await RunAsync(cancellationToken).ConfigureAwait(false);
        var credential = ExecCredentialJson.Read(output, plugin);
        return (credential, BeforeEnd(credential.ExpiresAt));
    }

    private async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var interactive = IsInteractive();
        using var process = Start(interactive);
        using var limit = new CancellationTokenSource(interactive ? Timeout.InfiniteTimeSpan : plugin.Timeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        if (!interactive) process.StandardInput.Close();
        try
        {
            // Both pipes are read at once: a plugin that fills one while nobody reads it would hang.
            var output = BoundedRead.AllAsync(process.StandardOutput.BaseStream, MaxOutput, either.Token);
            var errors = interactive ? Task.FromResult<byte[]>([]) : BoundedRead.StartAsync(process.StandardError.BaseStream, ShownStderr * 4, either.Token);
            if (await output.ConfigureAwait(false) is not { } text) throw Failed($"printed more than {MaxOutput / 1024} KiB, which no credential is{Stop(process)}", "");
            var complaint = Encoding.UTF8.GetString(await errors.ConfigureAwait(false));
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            // Some shells of Windows begin with a byte order mark.
            return process.ExitCode == 0 ? Encoding.UTF8.GetString(text).TrimStart('\uFEFF') : throw Failed($"ended with exit code {process.ExitCode}", complaint);
        }
        catch (OperationCanceledException)
        {
            var stopped = Stop(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed($"gave no answer within {plugin.Timeout.TotalSeconds:0.#} s{stopped}", "");
        }
    }

    private static string Stop(Process process) => Stop(() => process.Kill(entireProcessTree: true));

    /// <summary>Ends a plugin that is waited for no longer.</summary>
    /// <returns>What to add to the error: nothing, or that it still runs.</returns>
    internal static string Stop(Action kill)
    {
        try
        {
            kill();
            return "";
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in between: nothing is left to kill.
            return "";
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or AggregateException)
        {
            // It runs as someone else, say, or a program that it started does.
            return $", and cannot be stopped ({e.Message.ReplaceLineEndings(" ")})";
        }
    }

    private bool IsInteractive()
    {
        if (plugin.InteractiveMode == ExecInteractiveMode.Never) return false;
        if (_terminal()) return true;
        return plugin.InteractiveMode == ExecInteractiveMode.Always
            ? throw Failed("must ask the user (interactiveMode: Always), but standard input is not a terminal", "")
            : false;
    }

    private Process Start(bool interactive)
    {
        var start = new ProcessStartInfo(Locate())
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = !interactive,
            RedirectStandardError = !interactive,
        };
        foreach (var argument in plugin.Args) start.ArgumentList.Add(argument);
        foreach (var name in plugin.DropEnv) start.Environment.Remove(name);
        foreach (var (name, value) in plugin.Env) start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = ExecCredentialJson.Request(plugin, config, interactive);
        try
        {
            return Process.Start(start) ?? throw Failed("did not start", "");
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            throw CannotRun(e.Message, e);
        }
    }

    private string Locate() =>
        plugin.Command.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            ? Path.GetFullPath(plugin.Command)
            : ProgramPath.Find(plugin.Command, KubeEnvironment.Process) ?? throw CannotRun("no folder in PATH has it", null);

    private KubeConfigException CannotRun(string why, Exception? cause)
    {
        var hint = plugin.InstallHint is { } install ? install.ReplaceLineEndings(" ").Trim() : "install it, or mend exec.command in the kubeconfig";
        return new KubeConfigException($"exec plugin {plugin.Command} cannot be run: {why}; {hint}", innerException: cause);
    }

    private KubeConfigException Failed(string what, string stderr)
    {
        var shown = stderr.Trim().ReplaceLineEndings(" | ");
        if (shown.Length > ShownStderr) shown = shown[..ShownStderr] + "…";
        return new KubeConfigException($"exec plugin {plugin.Command} {what}{(shown.Length > 0 ? $": {shown}" : "")}");
    }
}
