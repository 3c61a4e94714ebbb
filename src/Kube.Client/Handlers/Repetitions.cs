using System.Runtime.ExceptionServices;
using Polly;
using Polly.Retry;

namespace Kube.Client;

/// <summary>What follows a first attempt that failed: further ones, until one succeeds or no more are allowed.</summary>
internal sealed class Repetitions
{
    private static readonly ResiliencePropertyKey<HttpRequestMessage> Message = new("request");
    private readonly RetryBudget _budget;
    private readonly TimeProvider _time;
    private readonly int _retries;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public Repetitions(RetryOptions options, RetryBudget budget, TimeProvider time)
    {
        _budget = budget;
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

    /// <param name="request">What is sent.</param>
    /// <param name="answer">The answer of the first attempt, if it got one.</param>
    /// <param name="failure">How the first attempt failed without an answer.</param>
    /// <param name="send">Sends once more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request, HttpResponseMessage? answer, Exception? failure, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Message, request);
        var attempts = new Attempts(request, answer, failure, send);
        try
        {
            return await _pipeline.ExecuteAsync(static (context, attempts) => attempts.NextAsync(context.CancellationToken), context, attempts).ConfigureAwait(false);
        }
        finally
        {
            attempts.Dispose();
            ResilienceContextPool.Shared.Return(context);
        }
    }

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

    /// <summary>The attempts in their order: the first has happened.</summary>
    private sealed class Attempts(HttpRequestMessage request, HttpResponseMessage? answer, Exception? failure, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : IDisposable
    {
        private bool _first = true;

        public async ValueTask<HttpResponseMessage> NextAsync(CancellationToken cancellationToken)
        {
            if (!_first) return await send(request, cancellationToken).ConfigureAwait(false);
            _first = false;
            if (failure is not null) ExceptionDispatchInfo.Throw(failure);
            return answer!;
        }

        /// <summary>Cancelled before the first answer was looked at: nobody gets it.</summary>
        public void Dispose()
        {
            if (_first) answer?.Dispose();
        }
    }
}
