namespace Kube.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask what ran again.</summary>
internal static class TrackingNames
{
    public const string Surface = nameof(Surface);
    public const string SurfaceWithClient = nameof(SurfaceWithClient);
    public const string Client = nameof(Client);
    public const string Resource = nameof(Resource);
    public const string Codecs = nameof(Codecs);
    public const string Crds = nameof(Crds);
    public const string Resolver = nameof(Resolver);

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Surface, SurfaceWithClient, Client, Resource, Codecs, Crds, Resolver];
}
