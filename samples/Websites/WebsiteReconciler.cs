using Kube;
using Kube.Client;
using Kube.Models;
using Kube.Runtime;

namespace Websites;

/// <summary>Renders each site into a config map, in the colour of its theme.</summary>
internal sealed class WebsiteReconciler(KubeClient client, InformerSet informers) : IReconciler<Website>
{
    private static readonly ApplyParams AsOperator = new("websites", Force: true);

    public async ValueTask<ReconcileResult> ReconcileAsync(Website site, ReconcileContext context, CancellationToken cancellationToken)
    {
        if (site.IsDeleting)
            return ReconcileResult.Done;
        // The cache of the other controller: the same watch, the same objects, no request.
        var theme = informers.Get(client.Themes()).Store.Get(new ObjectKey(site.Namespace, site.Spec.Theme));
        if (theme is not null)
        {
            var page = new V1ConfigMap
            {
                Metadata = new ObjectMeta { Name = site.Name, Namespace = site.Namespace },
                Data = new Dictionary<string, string> { ["index.html"] = $"<h1 style=\"color:{theme.Spec.Colour}\">{site.Spec.Title}</h1>" },
            };
            context.Wrote(await client.ConfigMaps(site.Namespace!).ApplyAsync(page.WithController(site), AsOperator, cancellationToken));
        }
        var rendered = theme is null
            ? context.Condition(site, "Rendered", false, "NoTheme", $"there is no theme '{site.Spec.Theme}'")
            : context.Condition(site, "Rendered", true, "PageWritten", $"in {theme.Spec.Colour}");
        var status = new WebsiteStatus { Conditions = (site.Status?.Conditions).With(rendered) };
        if (!Equals(status, site.Status))
            context.Wrote(await client.Websites(site.Namespace!).ApplyStatusAsync(site with { Status = status }, AsOperator, cancellationToken));
        // A theme that comes is a change that is watched.
        return theme is null ? ReconcileResult.AwaitChange : ReconcileResult.Done;
    }
}
