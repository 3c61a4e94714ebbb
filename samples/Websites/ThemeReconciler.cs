using Kube;
using Kube.Client;
using Kube.Runtime;

namespace Websites;

/// <summary>Counts the sites of each theme.</summary>
internal sealed class ThemeReconciler(KubeClient client, SitesByTheme sites) : IReconciler<Theme>
{
    public async ValueTask<ReconcileResult> ReconcileAsync(Theme theme, ReconcileContext context, CancellationToken cancellationToken)
    {
        var status = new ThemeStatus { Sites = sites.Index[new ObjectKey(theme.Namespace, theme.Name)].Count };
        if (status != theme.Status && !theme.IsDeleting)
            context.Wrote(await client.Themes(theme.Namespace!).ApplyStatusAsync(theme with { Status = status }, new ApplyParams("websites", Force: true), cancellationToken));
        return ReconcileResult.Done;
    }
}

/// <summary>The index that both controllers ask: the sites of a theme.</summary>
internal sealed class SitesByTheme(KubeClient client, InformerSet informers)
{
    public StoreIndex<Website, ObjectKey> Index { get; } =
        informers.Get(client.Websites()).Store.AddIndex<ObjectKey>("theme", site => [ThemeOf(site)]);

    /// <summary>The theme that a site names: in its own namespace.</summary>
    public static ObjectKey ThemeOf(Website site) => new(site.Namespace, site.Spec.Theme);
}
