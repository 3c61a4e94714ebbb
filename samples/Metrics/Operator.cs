using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Runtime.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Metrics;

/// <summary>An operator as a web application: what Prometheus scrapes and the kubelet probes.</summary>
internal static class Operator
{
    public static WebApplication Build(KubeConfig config, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address);
        builder.Services.AddKube(options => options.Configuration = () => config)
            .AddController<CopyReconciler, V1ConfigMap>(controller => controller.Owns<V1ConfigMap>().With(new ControllerOptions { Name = "copier" }));
        builder.Services.AddHealthChecks().AddKube();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(KubeRuntimeTelemetry.MeterName)
            // The names are Prometheus' already; suffixes added to them would break the dashboards that know them.
            .AddPrometheusExporter(exporter => exporter.DisableTotalNameSuffixForCounters = true));

        var app = builder.Build();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("live") });
        app.MapHealthChecks("/readyz", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }
}
