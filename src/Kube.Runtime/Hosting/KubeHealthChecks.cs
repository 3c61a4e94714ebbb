using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Kube.Runtime.Hosting;

/// <summary>Ready when every running informer has read its first complete set.</summary>
internal sealed class ReadinessCheck(InformerSet informers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = informers.All.Where(informer => informer.IsRunning && !informer.IsReady).ToArray();
        return Task.FromResult(waiting.Length == 0
            ? HealthCheckResult.Healthy($"{informers.All.Count} caches are complete")
            : new HealthCheckResult(
                context.Registration.FailureStatus,
                "waiting for " + string.Join("; ", waiting.Select(informer => $"{informer.Health.Description} ({informer.Health.LastFault?.Message ?? informer.Health.Phase.ToString()})"))));
    }
}

/// <summary>Alive while every running watch has heard from the server within a limit.</summary>
/// <remarks>A watch that works hears at least a bookmark a minute, or its end after its time-out.</remarks>
internal sealed class LivenessCheck(InformerSet informers, TimeProvider time, TimeSpan limit) : IHealthCheck
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var silent = informers.All.Where(informer => informer.IsRunning && now - (informer.Health.LastContact ?? _startedAt) > limit).ToArray();
        return Task.FromResult(silent.Length == 0
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(
                context.Registration.FailureStatus,
                $"silent for more than {limit}: " + string.Join("; ", silent.Select(informer => $"{informer.Health.Description} ({informer.Health.LastFault?.Message ?? "no fault"})"))));
    }
}

/// <summary>Adds the runtime's health checks.</summary>
public static class KubeHealthChecksExtensions
{
    /// <summary>Adds <c>kube-caches</c> (tag <c>ready</c>) and <c>kube-watches</c> (tag <c>live</c>).</summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="silenceLimit">How long a watch may be silent; 15 minutes by default, three times a watch's time-out.</param>
    public static IHealthChecksBuilder AddKube(this IHealthChecksBuilder builder, TimeSpan? silenceLimit = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder
            .Add(new HealthCheckRegistration("kube-caches", static provider => new ReadinessCheck(provider.GetRequiredService<InformerSet>()), null, ["ready"]))
            .Add(new HealthCheckRegistration(
                "kube-watches",
                provider => new LivenessCheck(provider.GetRequiredService<InformerSet>(), provider.GetRequiredService<TimeProvider>(), silenceLimit ?? TimeSpan.FromMinutes(15)),
                null,
                ["live"]));
    }
}
