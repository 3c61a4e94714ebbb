using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>A write in another version than its own, for owners that noted their fields in that one.</summary>
/// <param name="Live">The stored object.</param>
/// <param name="Updated">What it becomes.</param>
/// <param name="Shape">How values merge in that version.</param>
internal sealed record VersionedWrite(JsonObject Live, JsonObject Updated, Shape Shape);

/// <summary>A write in the versions of its owners.</summary>
internal sealed class OtherVersions
{
    public static readonly OtherVersions None = new();

    /// <summary>By <c>apiVersion</c>; none (null) for a version that is no longer served, whose owners are forgotten.</summary>
    public IReadOnlyDictionary<string, VersionedWrite?> Writes { get; init; } = new Dictionary<string, VersionedWrite?>();

    /// <summary>Set where a version cannot show the write: then nobody's ownership can be told any more.</summary>
    public string? Problem { get; init; }
}
