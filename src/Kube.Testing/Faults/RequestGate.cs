using System.Collections.Concurrent;
using Kube.Testing.Http;

namespace Kube.Testing.Faults;

/// <summary>Every request passes here first: it is noted, and faults hit it.</summary>
internal sealed class RequestGate(FaultInjection faults, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentQueue<RequestRecord> _requests = new();

    public IReadOnlyList<RequestRecord> Requests => [.. _requests];

    public void Forget() => _requests.Clear();

    public async Task<ServerResponse> HandleAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var record = new RequestRecord(
            request.Method,
            request.RawPath,
            string.Join('&', request.Query.Select(q => q.Value.Length == 0 ? q.Key : $"{q.Key}={q.Value}")),
            request.Header("User-Agent") ?? "",
            request.Header("Content-Type") ?? "",
            request.Body);
        _requests.Enqueue(record);
        while (_requests.Count > Remembered)
        {
            _requests.TryDequeue(out _);
        }

        var response = await faults.HitAsync(record, cancellationToken) ?? await handle(request, cancellationToken);
        record.Status = response.Abort ? null : response.Status;
        return response;
    }
}
