using System.Diagnostics;

namespace Kube.Testing.Processes;

/// <summary>Ends programs and removes their folder when this process dies without having done so: killed by a runner's time-out, by a debugger, by a crash.</summary>
/// <remarks>A shell that waits for the end of its standard input: that end comes whichever way the process dies. Windows has no such shell; there, what is left is left.</remarks>
internal sealed class OrphanGuard : IAsyncDisposable
{
    private const string Shell = "/bin/sh";
    private const string AllIsWell = "done";

    // Signals of the terminal reach the whole group; the shell must outlive them to clean up.
    private const string Script = $$"""
        trap '' INT TERM HUP QUIT
        exec > /dev/null 2>&1
        ids=
        while read -r id; do
          [ "$id" = {{AllIsWell}} ] && exit
          ids="$ids $id"
        done
        kill -9 $ids
        rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
        """;

    private readonly Process _shell;

    private OrphanGuard(Process shell) => _shell = shell;

    /// <returns>None where there is no shell.</returns>
    public static OrphanGuard? Start(string folder)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(Shell))
        {
            return null;
        }

        var start = new ProcessStartInfo(Shell) { RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var argument in new[] { "-c", Script, "kube-envtest-guard", folder })
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    /// <summary>The program is one to end.</summary>
    public async Task AddAsync(int process)
    {
        try
        {
            await _shell.StandardInput.WriteLineAsync($"{process}");
            await _shell.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // Somebody ended the shell: then nobody cleans up after a killed process, as on Windows.
        }
    }

    /// <summary>What happens when this process dies.</summary>
    internal async Task AbandonAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
    }

    /// <summary>All is cleaned up already.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _shell.StandardInput.WriteLineAsync(AllIsWell);
            await AbandonAsync();
        }
        catch (IOException)
        {
            // Somebody ended the shell: there is nothing left for it to do.
        }
        finally
        {
            _shell.Dispose();
        }
    }
}
