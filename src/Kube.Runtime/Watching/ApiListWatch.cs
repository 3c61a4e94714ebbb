using System.Net;
using Kube.Client;

namespace Kube.Runtime;

/// <summary>Lists and watches through an <see cref="Api{T}"/>.</summary>
internal sealed class ApiListWatch<T>(Api<T> api, Selector? labels, FieldSelector? fields, int pageSize) : IListWatch<T>
    where T : class, IKubeObject<T>
{
    public ResourceType Type => api.Type;

    public string? Namespace => api.Namespace;

    public string Description { get; } = Describe(api, labels, fields);

    public async Task<WatchPage<T>> ListAsync(string? continueToken, bool unpaged, CancellationToken cancellationToken)
    {
        var page = await api.ListAsync(
            new ListParams { LabelSelector = labels, FieldSelector = fields, Limit = unpaged ? null : pageSize, Continue = continueToken },
            cancellationToken).ConfigureAwait(false);
        return new WatchPage<T>(page.Items, page.InvalidItems, page.Metadata.ResourceVersion, page.Metadata.Continue);
    }

    public async IAsyncEnumerable<WatchItem<T>> WatchAsync(
        string? resourceVersion, TimeSpan timeout, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parameters = new WatchParams
        {
            LabelSelector = labels,
            FieldSelector = fields,
            ResourceVersion = resourceVersion,
            SendInitialEvents = resourceVersion is null,
            Timeout = timeout,
        };
        await foreach (var told in api.WatchAsync(parameters, cancellationToken).ConfigureAwait(false))
            yield return Item(told);
    }

    public WatchFault Classify(Exception exception) => exception switch
    {
        KubeApiException e => FromStatus(Kind((int)e.StatusCode, inStream: false), e.Status, e.RetryAfter, e),
        KubeTransportException e => new WatchFault(WatchSignalKind.TransportFault, e.Message, Exception: e),
        KubeSerializationException e => new WatchFault(WatchSignalKind.Unreadable, e.Message, Exception: e),
        _ => new WatchFault(WatchSignalKind.TransportFault, exception.Message, Exception: exception),
    };

    private WatchItem<T> Item(in WatchEvent<T> told) => new()
    {
        Kind = told.Type switch
        {
            WatchEventType.Added or WatchEventType.Modified => WatchSignalKind.Applied,
            WatchEventType.Deleted => WatchSignalKind.Deleted,
            WatchEventType.Bookmark => told.EndsInitialEvents ? WatchSignalKind.InitialEventsEnd : WatchSignalKind.Bookmark,
            WatchEventType.ItemError => WatchSignalKind.ItemError,
            _ => Kind(told.Status?.Code ?? 500, inStream: true),
        },
        Object = told.Object,
        ResourceVersion = told.ResourceVersion,
        ItemError = told.InvalidItem,
        Fault = told.Status is { } status ? FromStatus(Kind(status.Code ?? 500, inStream: true), status, null, null) : null,
    };

    private static WatchSignalKind Kind(int code, bool inStream) => (HttpStatusCode)code switch
    {
        HttpStatusCode.Gone => inStream ? WatchSignalKind.ExpiredEvent : WatchSignalKind.Expired,
        _ when inStream => WatchSignalKind.ErrorEvent,
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => WatchSignalKind.Refused,
        HttpStatusCode.Unauthorized => WatchSignalKind.Unauthorized,
        HttpStatusCode.Forbidden => WatchSignalKind.Forbidden,
        HttpStatusCode.NotFound => WatchSignalKind.NotFound,
        HttpStatusCode.TooManyRequests => WatchSignalKind.Throttled,
        >= HttpStatusCode.InternalServerError => WatchSignalKind.ServerError,
        _ => WatchSignalKind.OtherStatus,
    };

    private static WatchFault FromStatus(WatchSignalKind kind, Status status, TimeSpan? retryAfter, Exception? exception) => new(
        kind,
        $"{status.Code} {status.Reason}: {status.Message}",
        retryAfter ?? (status.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null),
        exception);

    private static string Describe(Api<T> api, Selector? labels, FieldSelector? fields)
    {
        var text = api.Type.ToString();
        if (api.Namespace is { } ns)
            text += $" in {ns}";
        if (labels is not null)
            text += $" with labels {labels}";
        if (fields is not null)
            text += $" with fields {fields}";
        return text;
    }
}
