using System.Net;
using Kube.Client;

namespace Kube.Testing.Processes;

/// <summary>Waits until a program that was started answers.</summary>
internal static class Readiness
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);

    /// <summary>Asks a path again and again.</summary>
    /// <param name="process">The program.</param>
    /// <param name="config">How to reach it.</param>
    /// <param name="path">What to get; 200 means ready.</param>
    /// <param name="timeout">How long to ask.</param>
    /// <param name="interval">How long to wait between.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>None once it is ready; else what is wrong: it ended, or time ran out.</returns>
    public static async Task<string?> WaitAsync(
        ServerProcess process, KubeConfig config, string path, TimeSpan timeout, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var client = KubeClient.Create(config, new() { Deadline = CallLimit, Retry = new() { MaxRetries = 0 } });
        var last = "it was not asked yet";
        try
        {
            while (true)
            {
                if (process.ExitCode is { } code)
                {
                    return $"{process.Name} ended with code {code} before it was ready.";
                }

                var (ready, answer) = await AskAsync(client, path, either.Token);
                if (ready)
                {
                    return null;
                }

                last = answer;
                await Task.WhenAny(process.Exited, Task.Delay(interval, either.Token));
                either.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return $"{process.Name} was not ready within {timeout.TotalSeconds:0.###} s: GET {path}: {last}.";
        }
    }

    private static async Task<(bool Ready, string Answer)> AskAsync(KubeClient client, string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.SendAsync(Requests.Raw(path), cancellationToken: cancellationToken);
            return (response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode} {response.StatusCode}");
        }
        catch (KubeTransportException error)
        {
            // Not listening yet, or busy starting.
            return (false, error.Message.TrimEnd('.'));
        }
    }
}
