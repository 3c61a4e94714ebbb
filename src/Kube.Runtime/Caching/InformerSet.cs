using Kube.Client;
using Microsoft.Extensions.Logging;

namespace Kube.Runtime;

/// <summary>The informers of a process: one for each type, namespace and selector, however many controllers want it.</summary>
public sealed class InformerSet
{
    private readonly Lock _lock = new();
    private readonly Dictionary<InformerKey, IInformer> _informers = [];
    private readonly ILogger? _logger;
    private readonly TimeProvider _time;
    private readonly Random? _random;

    /// <summary>Makes an empty set.</summary>
    /// <param name="loggers">Where the informers log.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="random">Where jitter comes from.</param>
    public InformerSet(ILoggerFactory? loggers = null, TimeProvider? time = null, Random? random = null)
    {
        _logger = loggers?.CreateLogger("Kube.Runtime.Informer");
        _time = time ?? TimeProvider.System;
        _random = random;
    }

    /// <summary>All informers asked for so far.</summary>
    public IReadOnlyList<IInformer> All
    {
        get
        {
            lock (_lock)
                return [.. _informers.Values];
        }
    }

    /// <summary>The informer of an API's objects; the same one for the same type, namespace, selectors and trim hook.</summary>
    /// <remarks>It does not run yet: <see cref="IInformer.Acquire"/>, or a controller that uses it, starts it.</remarks>
    public Informer<T> Get<T>(Api<T> api, InformerOptions<T>? options = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(api);
        options ??= new InformerOptions<T>();
        var key = new InformerKey(api.Client, typeof(T), api.Type, api.Namespace, options.LabelSelector?.ToString(), options.FieldSelector?.ToString(), options.Watcher, options.Trim);
        lock (_lock)
        {
            if (_informers.TryGetValue(key, out var found))
                return (Informer<T>)found;
            var source = new ApiListWatch<T>(api, options.LabelSelector, options.FieldSelector, options.Watcher.PageSize);
            var informer = new Informer<T>(new Watcher<T>(source, options.Watcher, _time, _random), options.Trim, _logger);
            _informers.Add(key, informer);
            return informer;
        }
    }

    private sealed record InformerKey(
        KubeClient Client, Type ObjectType, ResourceType Type, string? Namespace, string? Labels, string? Fields, WatcherOptions Watcher, Delegate? Trim);
}

/// <summary>Watches of an API's objects.</summary>
public static class WatcherExtensions
{
    /// <summary>A watcher: the raw events of a set, for ever.</summary>
    /// <param name="api">What to watch.</param>
    /// <param name="options">How.</param>
    /// <param name="labels">Only objects whose labels match.</param>
    /// <param name="fields">Only objects whose fields match.</param>
    public static Watcher<T> Watcher<T>(this Api<T> api, WatcherOptions? options = null, Selector? labels = null, FieldSelector? fields = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(api);
        options ??= new WatcherOptions();
        return new Watcher<T>(new ApiListWatch<T>(api, labels, fields, options.PageSize), options, api.Client.Options.TimeProvider);
    }

    /// <summary>An informer of one's own: a watch and the store it keeps current. <see cref="InformerSet"/> shares one instead.</summary>
    public static Informer<T> Informer<T>(this Api<T> api, InformerOptions<T>? options = null) where T : class, IKubeObject<T>
    {
        ArgumentNullException.ThrowIfNull(api);
        return new InformerSet(time: api.Client.Options.TimeProvider).Get(api, options);
    }
}
