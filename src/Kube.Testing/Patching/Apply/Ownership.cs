using Kube.Schema.Json;
using Kube.Testing.Typing;

namespace Kube.Testing.Patching.Apply;

/// <summary>The rules of field ownership for one type: what an update takes, what an apply merges, takes, gives up and refuses.</summary>
/// <param name="Shape">How values of the type merge.</param>
/// <param name="ApiVersion">The version of the request.</param>
/// <param name="Reset">Fields that this endpoint resets anyway, so nobody comes to own them through it.</param>
internal sealed record Ownership(Shape Shape, string ApiVersion, FieldSet Reset)
{
    /// <summary>Who owns what after <paramref name="owner"/> replaced <paramref name="live"/> by <paramref name="updated"/>.</summary>
    public ManagedFields Update(JsonObject live, JsonObject updated, ManagedFields managed, FieldOwner owner, string? now, OtherVersions? others = null)
    {
        var comparison = Comparison.Of(live, updated, Shape).Without(Reset);
        // The update is an owner of its own at first: it takes fields from its own earlier entry, too, and is merged into it then.
        var after = Settle(managed, comparison, null, force: true, others);
        var taken = comparison.Modified.Union(comparison.Added);
        var kept = after[owner]?.Fields ?? FieldSet.Empty;
        return taken.IsEmpty ? after : after.With(owner, new(ApiVersion, kept.Union(taken), now));
    }

    /// <summary>The object after an apply, or none where nothing changed, and who owns what.</summary>
    /// <exception cref="ApplyConflictException">Others own fields that would change, and <paramref name="force"/> is not set.</exception>
    public (JsonObject? Result, ManagedFields Managed) Apply(
        JsonObject live, JsonObject config, ManagedFields managed, FieldOwner owner, bool force, string now, OtherVersions? others = null)
    {
        var (pruned, claimed) = Claim(live, config, managed, owner);
        var comparison = Comparison.Of(live, pruned, Shape).Without(Reset);
        var settled = Settle(claimed, comparison, owner, force, others);
        var isSame = live.Equals(pruned);
        if (!isSame && settled[owner] is { } held)
        {
            settled = settled.With(owner, held with { Time = now });
        }

        return (isSame ? null : pruned, settled);
    }

    /// <summary>The object that an apply makes, and the owners with what it claims, conflicts not looked at.</summary>
    public (JsonObject Result, ManagedFields Managed) Claim(JsonObject live, JsonObject config, ManagedFields managed, FieldOwner owner)
    {
        var merged = TypedMerge.Merge(live, config, Shape) as JsonObject ?? JsonObject.Empty;
        var last = managed[owner];
        var applied = TypedWalk.Fields(config, Shape).DifferenceWithBelow(Reset);
        var claimed = managed.With(owner, new(ApiVersion, applied, last?.Time));
        return (Prune(merged, claimed, last), claimed);
    }

    /// <summary>Takes changed fields from their other owners and removed fields from all, each in the version it noted them in; or refuses.</summary>
    private ManagedFields Settle(ManagedFields managed, Comparison own, FieldOwner? owner, bool force, OtherVersions? others)
    {
        var comparisons = new Dictionary<string, Comparison?>(StringComparer.Ordinal) { [ApiVersion] = own };
        foreach (var (version, write) in (others ?? OtherVersions.None).Writes)
        {
            comparisons[version] = write is null ? null : Comparison.Of(write.Live, write.Updated, write.Shape).Without(Reset);
        }

        var conflicts = new List<(FieldOwner, OwnedFields, FieldSet)>();
        var settled = managed;
        foreach (var (other, held) in managed.Owners)
        {
            if (other == owner)
            {
                continue;
            }

            if (!comparisons.TryGetValue(held.ApiVersion, out var comparison))
            {
                comparison = own;
            }
            else if (comparison is null)
            {
                settled = settled.With(other, null);
                continue;
            }

            var conflict = held.Fields.Intersection(comparison.Modified.Union(comparison.Added));
            if (!conflict.IsEmpty)
            {
                conflicts.Add((other, held, conflict));
            }

            settled = settled.With(other, held with { Fields = held.Fields.Difference(conflict).Difference(comparison.Removed) });
        }

        return conflicts.Count == 0 || force ? settled : throw new ApplyConflictException(conflicts);
    }

    /// <summary>Drops what the owner applied last time and does not now, unless somebody else owns it.</summary>
    private JsonObject Prune(JsonObject merged, ManagedFields claimed, OwnedFields? last)
    {
        if (last is null || last.Fields.IsEmpty)
        {
            return merged;
        }

        var lastNamed = last.Fields.WithNamedFields(Shape);
        var pruned = Removed(merged, lastNamed);
        var applied = claimed.Owners.Aggregate(FieldSet.Empty, (all, o) => all.Union(o.Value.Fields));
        var mergedNamed = TypedWalk.Fields(merged, Shape).WithNamedFields(Shape);
        pruned = Removed(merged, mergedNamed.Difference(TypedWalk.Fields(pruned, Shape).WithNamedFields(Shape).Union(applied.WithNamedFields(Shape))));
        // What came with a pruned item but was never ours stays.
        return Removed(merged, mergedNamed.Difference(TypedWalk.Fields(pruned, Shape).WithNamedFields(Shape)).Intersection(lastNamed));
    }

    private JsonObject Removed(JsonObject from, FieldSet remove) => TypedMerge.Remove(from, remove, Shape) as JsonObject ?? JsonObject.Empty;
}
