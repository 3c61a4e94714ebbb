namespace Kube.Client;

/// <summary>Repeats failed requests by <see cref="RetryRules"/>, with growing waits, within a budget and the caller's deadline.</summary>
internal sealed class RetryHandler(RetryOptions options, TimeProvider time) : DelegatingHandler
{
    private readonly RetryBudget _budget = new(options.Budget, options.BudgetPerRequest);

    // Made when something first fails: most requests need no machinery for repetitions, and most processes never.
    private Repetitions? _repetitions;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _budget.Earn();
        HttpResponseMessage? answer = null;
        Exception? failure = null;
        try
        {
            answer = await OnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (cancellationToken.IsCancellationRequested || !RetryRules.Repeats(request, answer, null)) return answer;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && RetryRules.Repeats(request, null, e))
        {
            failure = e;
        }
        return await RepeatAsync(request, answer, failure, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> RepeatAsync(HttpRequestMessage request, HttpResponseMessage? answer, Exception? failure, CancellationToken cancellationToken)
    {
        var repetitions = _repetitions ?? Interlocked.CompareExchange(ref _repetitions, new(options, _budget, time), null) ?? _repetitions;
        return repetitions.RunAsync(request, answer, failure, OnceAsync, cancellationToken);
    }

    private Task<HttpResponseMessage> OnceAsync(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);
}
