namespace Kube.Runtime;

/// <summary>What can happen to a watch.</summary>
public enum WatchSignalKind
{
    /// <summary>A page of the list came.</summary>
    Page,
    /// <summary>The watch delivered <c>ADDED</c> or <c>MODIFIED</c>.</summary>
    Applied,
    /// <summary>The watch delivered <c>DELETED</c>.</summary>
    Deleted,
    /// <summary>The watch delivered <c>BOOKMARK</c>.</summary>
    Bookmark,
    /// <summary>The watch delivered the bookmark that ends the initial objects of a streaming list.</summary>
    InitialEventsEnd,
    /// <summary>The watch delivered an object that does not decode.</summary>
    ItemError,
    /// <summary>The watch delivered <c>ERROR</c> with code 410.</summary>
    ExpiredEvent,
    /// <summary>The watch delivered <c>ERROR</c> with another code.</summary>
    ErrorEvent,
    /// <summary>The request was answered 410 Gone: the resource version or the continue token is too old.</summary>
    Expired,
    /// <summary>The request was answered 400 or 422: the server does not take it.</summary>
    Refused,
    /// <summary>The request was answered 401.</summary>
    Unauthorized,
    /// <summary>The request was answered 403.</summary>
    Forbidden,
    /// <summary>The request was answered 404: the type is not served (yet, or any more).</summary>
    NotFound,
    /// <summary>The request was answered 429.</summary>
    Throttled,
    /// <summary>The request was answered 5xx.</summary>
    ServerError,
    /// <summary>The request was answered with another status that is no success.</summary>
    OtherStatus,
    /// <summary>The connection could not be made, or broke, or the time for an answer ran out.</summary>
    TransportFault,
    /// <summary>The answer as a whole could not be read.</summary>
    Unreadable,
    /// <summary>The watch ended, as every watch does after its time-out.</summary>
    End,
    /// <summary>The watch has been silent for longer than its time-out: the connection is dead though nobody said so.</summary>
    Idle,
}

/// <summary>Something that happened to a watch, as far as the next step depends on it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="ResourceVersion">The resource version that came with it, if one did.</param>
/// <param name="Continue">For a page: the token of the next one, if there is one.</param>
/// <param name="IsShortLived">For an end: whether the watch ended soon and had delivered nothing.</param>
internal readonly record struct WatchSignal(WatchSignalKind Kind, string? ResourceVersion = null, string? Continue = null, bool IsShortLived = false);
