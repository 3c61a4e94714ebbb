using System.Collections.Concurrent;
using Kube.Testing.Http;

namespace Kube.Testing.Faults;

/// <summary>Every request passes here first: it is noted, and faults hit it.</summary>
internal sealed class RequestGate(FaultInjection faults, Func<ServerRequest, CancellationToken, Task<ServerResponse>> handle)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentQueue<RequestRecord> _requests = new();
    private readonly List<Waiter> _waiters = [];

    public IReadOnlyList<RequestRecord> Requests => [.. _requests];

    public void Forget() => _requests.Clear();

    public async Task<ServerResponse> HandleAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        var record = new RequestRecord(
            request.Method,
            request.RawPath,
            request.Query.Count == 0 ? "" : string.Join('&', request.Query.Select(q => q.Value.Length == 0 ? q.Key : $"{q.Key}={q.Value}")),
            request.Header("User-Agent") ?? "",
            request.Header("Content-Type") ?? "",
            request.Body);
        _requests.Enqueue(record);
        while (_requests.Count > Remembered)
        {
            _requests.TryDequeue(out _);
        }

        var response = await HitAsync(record, cancellationToken) ?? await handle(request, cancellationToken);
        record.Status = response.Abort ? null : response.Status;
        record.AuditAnnotations = response.Audit?.Values ?? record.AuditAnnotations;
        Answered(record);
        return response.Stream is null ? response : response with { Stream = faults.Held(record, response.Stream) };
    }

    private async Task<ServerResponse?> HitAsync(RequestRecord record, CancellationToken cancellationToken)
    {
        try
        {
            return await faults.HitAsync(record, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The test's own condition: whoever asked is to read what is wrong with it.
            return ApiErrors.InternalError($"the condition of a fault threw: {error}").ToResponse();
        }
    }

    /// <summary>The first request that fits and was answered, now or later.</summary>
    public async Task<RequestRecord> WaitForAsync(Func<RequestRecord, bool> when, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(when);
        lock (_waiters)
        {
            _waiters.Add(waiter);
        }

        try
        {
            foreach (var record in _requests.Where(r => r.IsAnswered))
            {
                waiter.Offer(record);
            }

            return await waiter.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_waiters)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    private void Answered(RequestRecord record)
    {
        record.IsAnswered = true;
        Waiter[] waiters;
        lock (_waiters)
        {
            if (_waiters.Count == 0)
            {
                return;
            }

            waiters = [.. _waiters];
        }

        foreach (var waiter in waiters)
        {
            waiter.Offer(record);
        }
    }

    private sealed class Waiter(Func<RequestRecord, bool> when)
    {
        private readonly TaskCompletionSource<RequestRecord> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<RequestRecord> Task => _found.Task;

        public void Offer(RequestRecord record)
        {
            if (when(record))
            {
                _found.TrySetResult(record);
            }
        }
    }
}
