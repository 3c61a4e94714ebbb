using System.Runtime.CompilerServices;

namespace Kube.Client;

public sealed partial class Api<T>
{
    private const int PageSize = 500;
    private const int Restarts = 5;
    private static readonly TimeSpan RestartDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads the collection page by page, each as it comes.</summary>
    /// <remarks>
    /// All pages show one version of the collection. When reading takes so long that the server forgets that version (410), the rest is read at a
    /// newer one: either by the token the server offers, or from the start without what was delivered already. A token given in <paramref name="parameters"/> that has
    /// expired is thrown: what came before it is not known here. A server that forgets again and again before anything new has come is asked five times, with growing waits.
    /// </remarks>
    /// <param name="parameters">What to list; <see cref="ListParams.Limit"/> is the size of a page, 500 by default.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">With <see cref="KubeApiException.IsGone"/> when the server forgets the collection's version faster than a page is read.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async IAsyncEnumerable<KubeList<T>> ListPagesAsync(ListParams? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var first = (parameters ?? new ListParams()) with { Limit = parameters?.Limit ?? PageSize };
        var next = first;
        var delivered = new ListProgress<T>();
        var fruitless = 0;
        while (true)
        {
            KubeList<T> page;
            try
            {
                page = await ListAsync(next, cancellationToken).ConfigureAwait(false);
            }
            catch (KubeApiException e) when (e.IsGone && next.Continue is not null && next.Continue != first.Continue)
            {
                if (++fruitless > Restarts) throw e.With("the server forgets the list before its next page is read; read larger pages (ListParams.Limit), or read them faster");
                // The first time is usual; after that the server may need time.
                if (fruitless > 1) await Task.Delay(RestartDelay * (1 << (fruitless - 2)), Client.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
                if (e.Status.Metadata?.Continue is { Length: > 0 } token)
                {
                    next = next with { Continue = token };
                }
                else
                {
                    next = first with { Continue = null, ResourceVersion = null, ResourceVersionMatch = null };
                    delivered.Restart();
                }
                continue;
            }
            if (delivered.Take(page) is { } rest)
            {
                fruitless = 0;
                yield return rest;
            }
            if (!page.HasMore) yield break;
            next = next with { Continue = page.Metadata.Continue, ResourceVersion = null, ResourceVersionMatch = null };
        }
    }

    /// <summary>Reads all objects, page by page as they are consumed.</summary>
    /// <param name="parameters">What to list; <see cref="ListParams.Limit"/> is the size of a page, 500 by default.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeSerializationException">
    /// Some object does not fit <typeparamref name="T"/>; thrown after all that do were delivered. <see cref="ListPagesAsync"/> hands such objects out instead.
    /// </exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public async IAsyncEnumerable<T> ListAllAsync(ListParams? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        InvalidItem? invalid = null;
        await foreach (var page in ListPagesAsync(parameters, cancellationToken).ConfigureAwait(false))
        {
            foreach (var item in page.Items) yield return item;
            invalid ??= page.InvalidItems.Count > 0 ? page.InvalidItems[0] : null;
        }
        if (invalid is not null) throw invalid.Error;
    }

    /// <summary>Follows the collection: one stream, until the server ends it, an error comes, or it is cancelled. Reconnecting is the watcher's business.</summary>
    /// <remarks>
    /// <para>A refusal (also 410 as an HTTP status) is thrown before any event. A 410 within the stream is an event of type <see cref="WatchEventType.Error"/>, the last one.</para>
    /// <para>An object that does not fit <typeparamref name="T"/> is an event of type <see cref="WatchEventType.ItemError"/>, with its metadata and JSON; the stream goes on.</para>
    /// <para>The enumeration ends when the server ends the stream properly, which it does every few minutes.</para>
    /// </remarks>
    /// <exception cref="KubeTransportException">The connection broke, or was silent for <see cref="KubeClientOptions.WatchIdleLimit"/>.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync(WatchParams? parameters = null, CancellationToken cancellationToken = default) =>
        WatchStream.ReadAsync<T>(Client, AsWanted(Requests.Watch(Type, Namespace, parameters)), cancellationToken);
}
