using System.Runtime.CompilerServices;
using System.Text;

namespace Kube.Client;

/// <summary>What can be done with one pod beyond reading and writing it: logs, programs, ports, files, eviction.</summary>
/// <remarks>
/// Get one with <see cref="KubeClient.Pod"/>. Streams have no deadline but for being opened. Every method throws <see cref="ArgumentException"/> for
/// parameters that the server would refuse anyway.
/// </remarks>
public sealed partial class PodOperations
{
    private readonly KubeClient _client;

    internal PodOperations(KubeClient client, string ns, string name) => (_client, Namespace, Name) = (client, ns, name);

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The pod's name.</summary>
    public string Name { get; }

    /// <summary>Opens the log as bytes; with <see cref="LogParams.Follow"/> it goes on until the container ends.</summary>
    /// <returns>The bytes, to be read asynchronously; reading throws <see cref="KubeTransportException"/> when the connection breaks.</returns>
    /// <exception cref="KubeApiException">There is no such pod or container, or it has no log yet.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public async Task<Stream> OpenLogAsync(LogParams? parameters = null, CancellationToken cancellationToken = default)
    {
        var response = await _client.OpenAsync(Requests.Log(Namespace, Name, parameters), cancellationToken).ConfigureAwait(false);
        return new AnswerStream(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), _client.Config.Server);
    }

    /// <summary>Reads the log as it is now. Bound it with <see cref="LogParams.TailLines"/> or <see cref="LogParams.LimitBytes"/>.</summary>
    /// <exception cref="ArgumentException"><see cref="LogParams.Follow"/> is set: a log that is followed has no end.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task<string> ReadLogAsync(LogParams? parameters = null, CancellationToken cancellationToken = default)
    {
        if (parameters is { Follow: true }) throw new ArgumentException("A log that is followed has no end; read its lines.", nameof(parameters));
        return _client.CallAsync(Requests.Log(Namespace, Name, parameters), static (_, body) => Encoding.UTF8.GetString(body), cancellationToken, json: false);
    }

    /// <summary>Reads the log line by line, without line ends.</summary>
    /// <exception cref="KubeTransportException">The connection broke.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public async IAsyncEnumerable<string> ReadLogLinesAsync(LogParams? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var reader = new StreamReader(await OpenLogAsync(parameters, cancellationToken).ConfigureAwait(false), Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line) yield return line;
    }

    /// <summary>Starts a program in a container.</summary>
    /// <exception cref="KubeApiException">There is no such pod or container, or it does not run.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task<RemoteProcess> ExecAsync(ExecParams parameters, CancellationToken cancellationToken = default) =>
        RemoteProcess.OpenAsync(_client, Requests.Exec(Namespace, Name, parameters), cancellationToken);

    /// <summary>Attaches to the main program of a container.</summary>
    /// <exception cref="KubeApiException">There is no such pod or container, or it does not run.</exception>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public Task<RemoteProcess> AttachAsync(AttachParams? parameters = null, CancellationToken cancellationToken = default) =>
        RemoteProcess.OpenAsync(_client, Requests.Attach(Namespace, Name, parameters), cancellationToken);

    /// <summary>Runs a program to its end and gives back what it wrote, up to <see cref="KubeClientOptions.MaxResponseBytes"/> of either stream.</summary>
    /// <param name="command">The program and its arguments; no shell is involved.</param>
    /// <param name="container">The container; <see langword="null"/> for the pod's default.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="KubeClient.RequestBytesAsync" path="/exception"/>
    public async Task<ExecResult> RunAsync(IReadOnlyList<string> command, string? container = null, CancellationToken cancellationToken = default)
    {
        var process = await ExecAsync(new ExecParams(command) { Container = container }, cancellationToken).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            var output = ReadAsync(process.StandardOutput, cancellationToken);
            var error = ReadAsync(process.StandardError, cancellationToken);
            // One that is too much ends all: the other would wait for ever behind what nobody reads.
            await foreach (var read in Task.WhenEach(output, error).ConfigureAwait(false)) await read.ConfigureAwait(false);
            var exit = await process.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new ExecResult(exit.Code, await output.ConfigureAwait(false), await error.ConfigureAwait(false));
        }
    }

    private async Task<string> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var limit = _client.Options.MaxResponseBytes;
        var bytes = await BoundedRead.AllAsync(stream, limit, cancellationToken).ConfigureAwait(false)
            ?? throw new KubeTransportException($"the program in pod {Namespace}/{Name} wrote more than {limit} bytes; read its streams with ExecAsync, or raise KubeClientOptions.MaxResponseBytes", TransportFailure.Protocol, _client.Config.Server);
        return Encoding.UTF8.GetString(bytes);
    }
}

/// <summary>What a program in a container wrote, and how it ended.</summary>
/// <param name="ExitCode">Its exit code; 0 is success.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it wrote as errors.</param>
public sealed record ExecResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether the exit code is 0.</summary>
    public bool IsSuccess => ExitCode == 0;
}
