namespace Kube;

/// <summary>How to match <c>resourceVersion</c> in a list.</summary>
public enum ResourceVersionMatch
{
    /// <summary>Any state at least as new as the given version.</summary>
    NotOlderThan,
    /// <summary>Exactly the given version.</summary>
    Exact,
}

/// <summary>What a get may ask for.</summary>
public sealed record GetParams
{
    /// <summary>
    /// <see langword="null"/> reads the most recent state; <c>0</c> whatever the server has at hand; another value a state at least as new.
    /// </summary>
    public string? ResourceVersion { get; init; }

    internal static GetParams Default { get; } = new();

    internal string ToQuery() => new QueryBuilder().Add("resourceVersion", ResourceVersion).ToString();
}

/// <summary>What a list may ask for, with the API server's rules.</summary>
public sealed record ListParams
{
    /// <summary>Only objects whose labels match; a text such as <c>app=web,tier in (a,b)</c> converts by itself.</summary>
    public Selector? LabelSelector { get; init; }

    /// <summary>Only objects whose fields match; a text such as <c>metadata.name=web</c> converts by itself.</summary>
    public FieldSelector? FieldSelector { get; init; }

    /// <summary>The largest page; the answer then carries a token for the next. The server ignores it when <see cref="ResourceVersion"/> is <c>0</c>.</summary>
    public int? Limit { get; init; }

    /// <summary>The token of the page to continue with.</summary>
    public string? Continue { get; init; }

    /// <summary><see langword="null"/> lists the most recent state; <c>0</c> whatever the server has at hand.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>How <see cref="ResourceVersion"/> is meant; only with one, never with <see cref="Continue"/>.</summary>
    public ResourceVersionMatch? ResourceVersionMatch { get; init; }

    /// <summary>How long the server may take, in whole seconds; unset leaves it to the server.</summary>
    public TimeSpan? Timeout { get; init; }

    internal static ListParams Default { get; } = new();

    /// <exception cref="ArgumentException">The combination is one that an API server refuses.</exception>
    internal string ToQuery()
    {
        Check.Require(Limit is null or > 0, "ListParams.Limit", $"must be positive, not {Limit}; leave it unset for no limit");
        Check.Require(Continue is null || string.IsNullOrEmpty(ResourceVersion), "ListParams.ResourceVersion", "cannot be given together with Continue: the token carries the version");
        if (ResourceVersionMatch is { } match)
        {
            Check.Require(Continue is null, "ListParams.ResourceVersionMatch", "cannot be given together with Continue");
            Check.Require(!string.IsNullOrEmpty(ResourceVersion), "ListParams.ResourceVersionMatch", "needs ResourceVersion");
            Check.Require(match != Kube.ResourceVersionMatch.Exact || ResourceVersion != "0", "ListParams.ResourceVersionMatch", "Exact cannot match version 0, which means 'any'");
        }
        return new QueryBuilder()
            .Add("labelSelector", LabelSelector.ToQueryValue())
            .Add("fieldSelector", FieldSelector.ToQueryValue())
            .Add("limit", Limit)
            .Add("continue", Continue)
            .Add("resourceVersion", ResourceVersion)
            .Add("resourceVersionMatch", ResourceVersionMatch?.ToString())
            .Add("timeoutSeconds", Check.Seconds(Timeout, "ListParams.Timeout"))
            .ToString();
    }
}

/// <summary>What a watch may ask for, with the API server's rules.</summary>
public sealed record WatchParams
{
    /// <summary>Only objects whose labels match. An object that stops matching arrives as deleted.</summary>
    public Selector? LabelSelector { get; init; }

    /// <summary>Only objects whose fields match.</summary>
    public FieldSelector? FieldSelector { get; init; }

    /// <summary>The version to start after. <see langword="null"/> and <c>0</c> start with the present objects as added.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Asks for bookmarks (on by default): events that only carry a newer version to resume from (KEP-956).</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>
    /// Asks for a streaming list (KEP-3157): the present objects first, then a bookmark annotated <c>k8s.io/initial-events-end</c>.
    /// Needs <see cref="AllowBookmarks"/>, without which nobody would learn where the initial set ends.
    /// </summary>
    public bool SendInitialEvents { get; init; }

    /// <summary>When the server ends the watch, in whole seconds; unset leaves it to the server (30 to 60 minutes by default).</summary>
    public TimeSpan? Timeout { get; init; }

    internal static WatchParams Default { get; } = new();

    /// <exception cref="ArgumentException">The combination is one that an API server refuses, or that never ends its initial set.</exception>
    internal string ToQuery()
    {
        Check.Require(!SendInitialEvents || AllowBookmarks, "WatchParams.SendInitialEvents", "needs AllowBookmarks: without bookmarks the end of the initial set is never told");
        return new QueryBuilder()
            .Add("watch", "true")
            .Add("labelSelector", LabelSelector.ToQueryValue())
            .Add("fieldSelector", FieldSelector.ToQueryValue())
            .Add("resourceVersion", ResourceVersion)
            .AddTrue("allowWatchBookmarks", AllowBookmarks)
            .AddTrue("sendInitialEvents", SendInitialEvents)
            // The server demands this match, and no other, for a streaming list.
            .Add("resourceVersionMatch", SendInitialEvents ? nameof(Kube.ResourceVersionMatch.NotOlderThan) : null)
            .Add("timeoutSeconds", Check.Seconds(Timeout, "WatchParams.Timeout"))
            .ToString();
    }
}
