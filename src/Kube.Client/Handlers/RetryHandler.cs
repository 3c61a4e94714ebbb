using Polly;
using Polly.Retry;

namespace Kube.Client;

/// <summary>Repeats failed requests by <see cref="RetryRules"/>, with growing waits, within a budget and the caller's deadline.</summary>
internal sealed class RetryHandler : DelegatingHandler
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> Message = new("request");
    private readonly RetryBudget _budget;
    private readonly TimeProvider _time;
    private readonly int _retries;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public RetryHandler(RetryOptions options, TimeProvider time)
    {
        _budget = new RetryBudget(options.Budget, options.BudgetPerRequest);
        _time = time;
        _retries = options.MaxRetries;
        _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.FirstDelay,
                MaxDelay = options.MaxDelay,
                ShouldHandle = ShouldRepeat,
                DelayGenerator = arguments => new(RetryRules.RetryAfter(arguments.Outcome.Result, _time.GetUtcNow())),
                OnRetry = arguments =>
                {
                    arguments.Outcome.Result?.Dispose();
                    RequestFacts.CountResend(arguments.Context.Properties.GetValue(Message, null!));
                    return default;
                },
            })
            .Build();
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _budget.Earn();
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Message, request);
        try
        {
            return await _pipeline.ExecuteAsync(
                static async (context, self) => await self.Handler.Inner(self.Request, context.CancellationToken).ConfigureAwait(false),
                context, (Handler: this, Request: request)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private Task<HttpResponseMessage> Inner(HttpRequestMessage request, CancellationToken cancellationToken) => base.SendAsync(request, cancellationToken);

    private ValueTask<bool> ShouldRepeat(RetryPredicateArguments<HttpResponseMessage> arguments)
    {
        var request = arguments.Context.Properties.GetValue(Message, null!);
        if (arguments.AttemptNumber >= _retries || arguments.Context.CancellationToken.IsCancellationRequested) return new(false);
        if (!RetryRules.Repeats(request, arguments.Outcome.Result, arguments.Outcome.Exception)) return new(false);
        // A wait that outlasts the caller's deadline would only hide the server's answer behind a time-out.
        var wait = RetryRules.RetryAfter(arguments.Outcome.Result, _time.GetUtcNow()) ?? TimeSpan.Zero;
        if (request.Options.TryGetValue(RequestFacts.Deadline, out var deadline) && wait >= deadline.Left) return new(false);
        return new(_budget.TrySpend());
    }
}
