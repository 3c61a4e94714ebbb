using Kube.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Kube.Generators.Parsing;

/// <summary>What the generator takes from a class with <c>[CustomResource]</c>.</summary>
/// <param name="Surface">What other code sees of the resource; none where the class is skipped, which the analyzers report.</param>
/// <param name="Model">All of it; none where its types have no mapping, which the analyzers report.</param>
internal sealed record ResourceReading(ResourceSurface? Surface, ResourceModel? Model)
{
    /// <summary>Reads the class.</summary>
    /// <param name="spec">The class.</param>
    /// <param name="attribute">Its attribute.</param>
    /// <param name="compilation">The compilation it belongs to.</param>
    /// <param name="files">Takes the files that declare the types which were read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ResourceReading Of(INamedTypeSymbol spec, AttributeData attribute, Compilation compilation, ICollection<SyntaxTree> files, CancellationToken cancellation)
    {
        var unwanted = new Findings(false);
        return SurfaceParser.Parse(spec, attribute, unwanted, cancellation) is { } surface
            ? new(surface, ResourceParser.Parse(spec, attribute, surface, compilation, unwanted, files, cancellation))
            : new(null, null);
    }
}
