using System.ComponentModel.DataAnnotations;
using Kube;

namespace Websites;

/// <summary>A site and the theme that it is shown in.</summary>
[CustomResource("example.com", "v1", Status = typeof(WebsiteStatus), ShortNames = ["site"])]
[PrinterColumn("Theme", ".spec.theme")]
public sealed record WebsiteSpec
{
    /// <summary>Shown at the top.</summary>
    [MinLength(1), MaxLength(64)]
    public required string Title { get; init; }

    /// <summary>The name of a Theme.</summary>
    [MinLength(1), MaxLength(63)]
    public required string Theme { get; init; }
}

/// <summary>What became of a site.</summary>
public sealed record WebsiteStatus
{
    /// <summary>Conditions; <c>Rendered</c> is true once the page carries title and theme.</summary>
    [ListType(ListType.Map, "type")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>How sites look.</summary>
[CustomResource("example.com", "v1", Status = typeof(ThemeStatus))]
[PrinterColumn("Colour", ".spec.colour")]
[PrinterColumn("Sites", ".status.sites")]
public sealed record ThemeSpec
{
    /// <summary>A colour's name.</summary>
    [MinLength(1), MaxLength(32)]
    public required string Colour { get; init; }
}

/// <summary>Who uses a theme.</summary>
public sealed record ThemeStatus
{
    /// <summary>How many sites.</summary>
    public int Sites { get; init; }
}
