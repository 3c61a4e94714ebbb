using Microsoft.Extensions.Hosting;

namespace Kube.Runtime.Hosting;

/// <summary>Keeps an informer's objects current while the host runs.</summary>
internal sealed class InformerService<T>(Informer<T> informer) : BackgroundService where T : class, IKubeObject
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => informer.RunAsync(stoppingToken);
}
