using System.Threading.Channels;
using Kube.Client;
using Kube.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kube.Runtime;

/// <summary>Writes events about objects (<c>events.k8s.io/v1</c>), as <c>kubectl describe</c> shows them.</summary>
/// <remarks>
/// <para>Publishing never waits and never fails: writing happens behind it. Repeated events become a series with a count; an object that
/// causes a storm is written about at a limited rate.</para>
/// <para>Needs the verbs <c>create</c> and <c>patch</c> on events of the group <c>events.k8s.io</c>.</para>
/// </remarks>
public sealed class EventRecorder : IAsyncDisposable
{
    private readonly KubeClient _client;
    private readonly string _controller;
    private readonly string _instance;
    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<(EventKey Key, V1ObjectReference Regarding, V1ObjectReference? Related, DateTimeOffset At)> _waiting;
    private readonly Dictionary<EventKey, EventSeries> _series = [];
    private readonly Dictionary<string, TokenBucket> _limits = [];
    private readonly long _origin;
    private readonly Task _writing;
    private long _dropped;

    /// <summary>Makes a recorder.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="controller">Who reports: a qualified name, such as <c>example.com/documents</c>.</param>
    /// <param name="instance">Which replica reports; the machine's name by default.</param>
    /// <param name="options">How it paces its writes.</param>
    /// <param name="loggers">Where it logs what could not be written.</param>
    public EventRecorder(KubeClient client, string controller, string? instance = null, EventRecorderOptions? options = null, ILoggerFactory? loggers = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(controller);
        _client = client;
        _controller = controller;
        _instance = Cut(instance ?? Environment.MachineName, 128);
        _options = options ?? new EventRecorderOptions();
        _time = client.Options.TimeProvider;
        _logger = loggers?.CreateLogger<EventRecorder>() ?? (ILogger)NullLogger.Instance;
        _origin = _time.GetTimestamp();
        _waiting = Channel.CreateBounded<(EventKey, V1ObjectReference, V1ObjectReference?, DateTimeOffset)>(
            new BoundedChannelOptions(_options.Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many events were dropped, because too many waited or their object used up its rate.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Publishes that something normal happened.</summary>
    /// <inheritdoc cref="Publish"/>
    public bool Normal(IKubeObject regarding, string reason, string action, string note, IKubeObject? related = null) =>
        Publish(regarding, "Normal", reason, action, note, related);

    /// <summary>Publishes that something went wrong.</summary>
    /// <inheritdoc cref="Publish"/>
    public bool Warning(IKubeObject regarding, string reason, string action, string note, IKubeObject? related = null) =>
        Publish(regarding, "Warning", reason, action, note, related);

    /// <summary>Publishes an event.</summary>
    /// <param name="regarding">The object it is about.</param>
    /// <param name="type"><c>Normal</c> or <c>Warning</c>; API servers take nothing else.</param>
    /// <param name="reason">Why, for programs: one CamelCase word, at most 128 characters.</param>
    /// <param name="action">What was done or tried: one CamelCase word, at most 128 characters.</param>
    /// <param name="note">What happened, for people; cut at 1,024 bytes.</param>
    /// <param name="related">Another object that has to do with it.</param>
    /// <returns><see langword="false"/> when too many events wait already and this one was dropped.</returns>
    /// <exception cref="ArgumentException">The type, reason or action is not what an API server takes.</exception>
    public bool Publish(IKubeObject regarding, string type, string reason, string action, string note, IKubeObject? related = null)
    {
        ArgumentNullException.ThrowIfNull(regarding);
        if (type is not ("Normal" or "Warning"))
            throw new ArgumentException($"An event's type is 'Normal' or 'Warning', not '{type}'.", nameof(type));
        Require(reason, nameof(reason));
        Require(action, nameof(action));
        var key = new EventKey(
            regarding.ApiVersion, regarding.Kind, regarding.Namespace, regarding.Name, regarding.Metadata.Uid, related?.Kind, related?.Name, type, reason, action, CutBytes(note, 1024));
        if (_waiting.Writer.TryWrite((key, Reference(regarding), related is null ? null : Reference(related), _time.GetUtcNow())))
            return true;
        Drop();
        return false;
    }

    /// <summary>Writes what waits, for at most 5 seconds, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing.WaitAsync(TimeSpan.FromSeconds(5), _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Dropped > 0)
            RuntimeLog.EventsDropped(_logger, Dropped);
    }

    private async Task WriteAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            // Everything that waits is counted first: a hundred repeats are one write.
            var changed = new List<EventSeries>();
            while (_waiting.Reader.TryRead(out var published))
                Count(published.Key, published.Regarding, published.Related, published.At, changed);
            foreach (var series in changed)
                await WriteAsync(series).ConfigureAwait(false);
            Forget();
        }
    }

    private void Count(EventKey key, V1ObjectReference regarding, V1ObjectReference? related, DateTimeOffset at, List<EventSeries> changed)
    {
        if (!_series.TryGetValue(key, out var series) || at - series.LastAt > _options.SeriesWindow)
            _series[key] = series = new EventSeries(key, regarding, related, at);
        else
            series.Repeat(at);
        if (!series.IsChanged)
            changed.Add(series);
        series.IsChanged = true;
    }

    private async Task WriteAsync(EventSeries series)
    {
        series.IsChanged = false;
        if (!MayWrite(series.Key))
        {
            Drop();
            return;
        }
        try
        {
            var api = _client.Namespaced<Eventsv1Event>(series.Key.Namespace ?? "default");
            if (series.Name is { } name)
            {
                try
                {
                    await api.PatchAsync(name, series.ToPatch()).ConfigureAwait(false);
                    RuntimeInstruments.Event("updated");
                    return;
                }
                // Events live for an hour: one that is gone is written anew.
                catch (KubeApiException e) when (e.IsNotFound)
                {
                    series.Name = null;
                }
            }
            var written = await api.CreateAsync(series.ToEvent(_controller, _instance)).ConfigureAwait(false);
            series.Name = written.Metadata.Name;
            RuntimeInstruments.Event("created");
        }
        catch (KubeException e)
        {
            RuntimeInstruments.Event("failed");
            RuntimeLog.EventFailed(_logger, series.Key.Reason, series.Key.Object, e.Message, e);
        }
    }

    private bool MayWrite(EventKey key)
    {
        var about = $"{key.ApiVersion}/{key.Object}";
        if (!_limits.TryGetValue(about, out var bucket))
            bucket = new TokenBucket(1 / _options.RefillEvery.TotalSeconds, _options.Burst);
        var may = bucket.TryTake(_time.GetElapsedTime(_origin));
        _limits[about] = bucket;
        return may;
    }

    private void Forget()
    {
        if (_series.Count <= _options.Remembered)
            return;
        foreach (var key in _series.OrderBy(s => s.Value.LastAt).Take(_series.Count - _options.Remembered * 3 / 4).Select(s => s.Key).ToArray())
            _series.Remove(key);
        var remembered = _series.Keys.Select(key => $"{key.ApiVersion}/{key.Object}").ToHashSet();
        foreach (var about in _limits.Keys.Where(about => !remembered.Contains(about)).ToArray())
            _limits.Remove(about);
    }

    private void Drop()
    {
        Interlocked.Increment(ref _dropped);
        RuntimeInstruments.Event("dropped");
    }

    private static V1ObjectReference Reference(IKubeObject value) => new()
    {
        ApiVersion = value.ApiVersion,
        Kind = value.Kind,
        Namespace = value.Namespace,
        Name = value.Name,
        Uid = value.Metadata.Uid,
        ResourceVersion = value.Metadata.ResourceVersion,
    };

    private static void Require(string word, string name)
    {
        if (string.IsNullOrEmpty(word) || word.Length > 128)
            throw new ArgumentException($"An event's {name} has 1 to 128 characters, not {word?.Length ?? 0}.", name);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static string CutBytes(string text, int bytes)
    {
        var utf8 = System.Text.Encoding.UTF8;
        if (utf8.GetByteCount(text) <= bytes)
            return text;
        // Not in the middle of a character: a continuation byte begins with the bits 10.
        var encoded = utf8.GetBytes(text);
        var end = bytes;
        while ((encoded[end] & 0xC0) == 0x80)
            end--;
        return utf8.GetString(encoded, 0, end);
    }
}
