namespace Kube.Generators;

/// <summary>The names of the pipeline's steps, by which tests ask what ran again.</summary>
internal static class TrackingNames
{
    public const string Reading = nameof(Reading);
    public const string Surface = nameof(Surface);
    public const string SurfaceWithLibraries = nameof(SurfaceWithLibraries);
    public const string Libraries = nameof(Libraries);
    public const string Resource = nameof(Resource);
    public const string Codecs = nameof(Codecs);
    public const string Crds = nameof(Crds);
    public const string Resolver = nameof(Resolver);

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Reading, Surface, SurfaceWithLibraries, Libraries, Resource, Codecs, Crds, Resolver];
}
