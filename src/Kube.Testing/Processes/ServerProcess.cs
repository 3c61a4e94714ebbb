using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Kube.Testing.Processes;

/// <summary>A program that serves until it is told to stop; the last lines it wrote are kept.</summary>
internal sealed class ServerProcess
{
    private const int Remembered = 200;
    private const int Terminate = 15;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Action<string>? _output;
    private readonly Queue<string> _lines = new();
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string name, Process process, Action<string>? output)
    {
        Name = name;
        _process = process;
        _output = output;
        Id = process.Id;
        _ = WatchAsync();
    }

    public string Name { get; }

    public int Id { get; }

    /// <summary>Completes when the program has ended and all it wrote was read.</summary>
    public Task Exited => _exited.Task;

    /// <summary>How it ended; none while it runs.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What the callback for its lines threw: it is not called again.</summary>
    public Exception? OutputFailure { get; private set; }

    /// <summary>The last lines it wrote, each with the program's name.</summary>
    public string Tail
    {
        get
        {
            lock (_lines)
            {
                return _lines.Count == 0 ? $"{Name}: (wrote nothing)" : string.Join('\n', _lines);
            }
        }
    }

    /// <exception cref="EnvTestException">It cannot be run.</exception>
    public static ServerProcess Start(string name, string program, IReadOnlyList<string> arguments, string folder, Action<string>? output)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return new(name, process, output);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new EnvTestException($"{name} ('{program}') cannot be run: {error.Message}. Is it for this machine, and executable?", innerException: error);
        }
    }

    /// <summary>Asks it to end (SIGTERM; Windows knows no such thing), and kills it with its children when it has not within <paramref name="patience"/>.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (!_exited.Task.IsCompleted && !OperatingSystem.IsWindows() && kill(Id, Terminate) == 0)
        {
            using var soon = new CancellationTokenSource();
            await Task.WhenAny(_exited.Task, Task.Delay(patience, soon.Token));
            await soon.CancelAsync();
        }

        if (!_exited.Task.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
            await _exited.Task;
        }

        _process.Dispose();
    }

    private async Task WatchAsync()
    {
        try
        {
            var output = ReadAsync(_process.StandardOutput);
            var error = ReadAsync(_process.StandardError);
            await _process.WaitForExitAsync();
            // A child that outlives it keeps the pipes open; what that says is not waited for.
            await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(LastWords));
        }
        finally
        {
            ExitCode = _process.ExitCode;
            _exited.TrySetResult();
        }
    }

    /// <summary>The program must be read whatever becomes of those who listen: it would stand still with its pipe full.</summary>
    private void Tell(string line)
    {
        if (OutputFailure is not null)
        {
            return;
        }

        try
        {
            _output?.Invoke(line);
        }
        catch (Exception error)
        {
            OutputFailure = error;
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            var named = $"{Name}: {line}";
            lock (_lines)
            {
                _lines.Enqueue(named);
                if (_lines.Count > Remembered)
                {
                    _lines.Dequeue();
                }
            }

            Tell(named);
        }
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
