using System.Collections.Immutable;
using Kube.Generators.Parsing;
using Kube.Schema;

namespace Kube.Generators.Model;

/// <summary>A resource whose generated type has the name of another's, or whose file has: C# has each name once, and names of files do not tell case.</summary>
/// <param name="SpecType">The spec.</param>
/// <param name="FileNumber">Which of the files of the name is its own; 0 where the very type is another's, so that none is generated, which an analyzer says.</param>
internal sealed record TypeNameClash(string SpecType, int FileNumber)
{
    /// <summary>The clashes of a compilation; hardly ever any.</summary>
    public static EquatableArray<TypeNameClash> Of(ImmutableArray<ResourceSurface> surfaces)
    {
        var known = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        List<TypeNameClash>? clashes = null;
        foreach (var surface in surfaces)
        {
            var name = surface.HintName;
            if (!known.TryGetValue(name, out var others)) known.Add(name, [name]);
            else if (others.Contains(name)) (clashes ??= []).Add(new(surface.SpecType, 0));
            else
            {
                others.Add(name);
                (clashes ??= []).Add(new(surface.SpecType, others.Count));
            }
        }
        return (clashes ?? []).ToArray();
    }

    /// <summary>The reading with its place among the files; none where the name is another's.</summary>
    public static ImmutableArray<ResourceReading> Place(ResourceReading reading, EquatableArray<TypeNameClash> clashes)
    {
        if (reading.Surface is not { } surface) return [];
        foreach (var clash in clashes)
        {
            if (clash.SpecType != surface.SpecType) continue;
            if (clash.FileNumber == 0) return [];
            var placed = surface with { FileNumber = clash.FileNumber };
            return [reading with { Surface = placed, Model = reading.Model is { } model ? model with { Surface = placed } : null }];
        }
        return [reading];
    }
}
