using System.Net;
using System.Net.Http.Headers;

namespace Kube.Client;

/// <summary>A connection to one cluster as one user: cheap to share, safe from many threads, made once for the life of a process.</summary>
/// <remarks>
/// <para><see cref="Namespaced{T}"/>, <see cref="AllNamespaces{T}"/>, <see cref="Cluster{T}"/> and <see cref="For{T}"/> give the API of one resource type.</para>
/// <para>
/// Errors: <see cref="KubeApiException"/> when the server refuses, <see cref="KubeTransportException"/> when no whole answer comes,
/// <see cref="KubeConfigException"/> when credentials cannot be had, <see cref="KubeSerializationException"/> when an answer does not fit its
/// type, <see cref="OperationCanceledException"/> when the caller's token is cancelled: all but the last are <see cref="KubeException"/>.
/// </para>
/// </remarks>
public sealed partial class KubeClient : IAsyncDisposable, IDisposable
{
    private readonly HttpMessageInvoker _invoker;
    private readonly bool _owner;

    internal KubeClient(KubeConfig config, KubeClientOptions options, HttpMessageInvoker invoker)
    {
        (Config, Options, _invoker, _owner) = (config, options, invoker, true);
        Discovery = new Discovery(this);
    }

    // What the original has found out holds for its variants, too.
    private KubeClient(KubeClient original, KubeClientOptions options) =>
        (Config, Options, _invoker, Discovery) = (original.Config, options, original._invoker, original.Discovery);

    /// <summary>The cluster and the user.</summary>
    public KubeConfig Config { get; }

    /// <summary>How the client behaves.</summary>
    public KubeClientOptions Options { get; }

    /// <summary>Makes a client. Nothing is connected yet.</summary>
    /// <exception cref="KubeConfigException">The configuration contradicts itself or names a provider that is gone.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static KubeClient Create(KubeConfig config, KubeClientOptions? options = null) =>
        new KubeClientBuilder(config).With(options ?? new KubeClientOptions()).Build();

    /// <summary>The same connections with another deadline for each call; dispose of the original only.</summary>
    /// <param name="deadline">How long one call may take; <see langword="null"/> for no limit.</param>
    /// <exception cref="ArgumentException">The deadline is not positive.</exception>
    public KubeClient WithDeadline(TimeSpan? deadline)
    {
        var options = Options with { Deadline = deadline };
        options.Validate();
        return new KubeClient(this, options);
    }

    /// <summary>The same connections; objects read through them keep the fields that their type does not know (<see cref="KubeClientOptions.KeepUnknownFields"/>). Dispose of the original only.</summary>
    public KubeClient KeepingUnknownFields() => new(this, Options with { KeepUnknownFields = true });

    /// <summary>The resources of a type in one namespace.</summary>
    public Api<T> Namespaced<T>(string ns) where T : class, IResource<T>, INamespaced
    {
        ArgumentException.ThrowIfNullOrEmpty(ns);
        return new Api<T>(this, T.Type, ns);
    }

    /// <summary>The resources of a namespaced type in all namespaces: to list and watch.</summary>
    public Api<T> AllNamespaces<T>() where T : class, IResource<T>, INamespaced => new(this, T.Type, null);

    /// <summary>The resources of a cluster-scoped type.</summary>
    public Api<T> Cluster<T>() where T : class, IResource<T>, IClusterScoped => new(this, T.Type, null);

    /// <summary>The resources of a type known at run time: dynamic objects, metadata only, or a typed shape under another identity.</summary>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for cluster-scoped types and for all namespaces.</param>
    /// <exception cref="ArgumentException">A namespace is given for a cluster-scoped type.</exception>
    public Api<T> For<T>(ResourceType type, string? ns = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(type);
        if (!type.IsNamespaced && ns is not null) throw new ArgumentException($"{type} is cluster-scoped, but the namespace '{ns}' was given.", nameof(ns));
        return new Api<T>(this, type, ns);
    }

    /// <summary>What can be done with one pod beyond reading and writing it: logs, programs, ports, files, eviction.</summary>
    public PodOperations Pod(string ns, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(ns);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new PodOperations(this, ns, name);
    }

    /// <summary>What can be done with one node beyond reading and writing it: take it out of scheduling and empty it.</summary>
    public NodeOperations Node(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new NodeOperations(this, name);
    }

    /// <summary>What the server serves, found out when it is first asked for and remembered.</summary>
    public Discovery Discovery { get; }

    /// <summary>Sends a request as it is and gives back the server's answer, whatever its status. The caller disposes of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="completion">Whether to wait for the headers only, or for the whole body within the deadline.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeTransportException">No answer came in time.</exception>
    /// <exception cref="KubeConfigException">Credentials cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        ApiRequest request, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead, CancellationToken cancellationToken = default)
    {
        var whole = completion == HttpCompletionOption.ResponseContentRead;
        using var deadline = new CallDeadline(this, request, whole ? Options.Deadline : null, cancellationToken);
        using var message = ToMessage(request);
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(message, deadline).ConfigureAwait(false);
            if (whole) await response.Content.LoadIntoBufferAsync(Options.MaxResponseBytes, deadline.Token).ConfigureAwait(false);
            return response;
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (deadline.Translate(e) is { } translated) throw translated;
            throw;
        }
    }

    /// <summary>Closes the idle connections. Answers that still stream are left alone.</summary>
    public void Dispose()
    {
        if (_owner) _invoker.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The server; never a secret.</summary>
    public override string ToString() => $"KubeClient {{ {Config.Server} }}";

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CallDeadline deadline)
    {
        message.Options.Set(RequestFacts.Deadline, deadline);
        var response = await _invoker.SendAsync(message, deadline.Token).ConfigureAwait(false);
        if (Options.OnWarning is not { } warn) return response;
        try
        {
            foreach (var warning in response.Headers.Warning)
                if (warning.Code == 299) warn(new ServerWarning(Unquote(warning.Text), $"{message.Method} {message.RequestUri?.PathAndQuery}"));
        }
        catch
        {
            // Theirs to throw; ours not to leave the answer's connection behind.
            response.Dispose();
            throw;
        }
        return response;
    }

    internal HttpRequestMessage ToMessage(ApiRequest request)
    {
        var server = Config.Server.AbsoluteUri;
        var message = new HttpRequestMessage(request.Method, new Uri(string.Concat(server.AsSpan().TrimEnd('/'), request.PathAndQuery)))
        {
            // Kubernetes speaks HTTP/2 over TLS; where the other side does not, ALPN falls back.
            Version = Options.UseHttp2 && Config.Server.Scheme == Uri.UriSchemeHttps ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept ?? MediaTypes.Json);
        if (request.ContentType is { } type)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        message.Options.Set(RequestFacts.Request, request);
        return message;
    }

    private static string Unquote(string text) =>
        text is ['"', .., '"'] ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal) : text;
}
