using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;
using Kube.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Websites;

/// <summary>The operator: two controllers in one host, over the same caches.</summary>
internal static class Operator
{
    /// <param name="config">Which cluster, and as whom.</param>
    /// <param name="time">The clock of retries and conditions; none for the system's.</param>
    public static IHost Build(KubeConfig config, TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<SitesByTheme>();
        builder.Services.AddKube(options => options.Configuration = () => config)
            // A site is rendered anew when its theme changes, and mended when somebody changes its page.
            .AddController<WebsiteReconciler, Website>((provider, controller) => controller
                .Owns<V1ConfigMap>()
                .Watches<Theme>(change => provider.GetRequiredService<SitesByTheme>().Index[change.Key].Select(ObjectKey.Of)))
            // A theme is counted anew when a site comes, goes, or changes its theme: then both themes are.
            .AddController<ThemeReconciler, Theme>(controller => controller
                .Watches<Website>(change => new[] { change.Old, change.New }.OfType<Website>().Select(SitesByTheme.ThemeOf).Distinct()));
        return builder.Build();
    }
}
