using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.Patching.Apply;

/// <summary>Keeps <c>metadata.managedFields</c> true across writes, and applies configurations.</summary>
internal static class FieldManager
{
    private const int MaximumUpdaters = 10;
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <summary>Fields the server fills: nobody owns them.</summary>
    private static readonly FieldSet SystemFields = new[]
    {
        FieldSet.Of("apiVersion"), FieldSet.Of("kind"), FieldSet.Of("metadata"), FieldSet.Of("metadata", "name"),
        FieldSet.Of("metadata", "namespace"), FieldSet.Of("metadata", "creationTimestamp"), FieldSet.Of("metadata", "selfLink"),
        FieldSet.Of("metadata", "uid"), FieldSet.Of("metadata", "clusterName"), FieldSet.Of("metadata", "generation"),
        FieldSet.Of("metadata", "managedFields"), FieldSet.Of("metadata", "resourceVersion"),
    }.Aggregate((a, b) => a.Union(b));

    /// <summary>The object of a create, replace or patch with its owners noted.</summary>
    /// <param name="rules">The rules of the type and endpoint.</param>
    /// <param name="live">The stored object; none on create.</param>
    /// <param name="updated">What is to be stored, as the client left <c>managedFields</c>.</param>
    /// <param name="manager">The field manager's name.</param>
    /// <param name="subresource">Empty for the object itself.</param>
    /// <param name="now">The time to note; none where the endpoint notes none.</param>
    /// <param name="empty">An object without any field set, where that is not simply empty: what is there anyway is nobody's.</param>
    /// <param name="others">The write in the versions that <see cref="Versions"/> named.</param>
    public static JsonObject Update(
        Ownership rules, JsonObject? live, JsonObject updated, string manager, string subresource, string? now, JsonObject? empty = null, OtherVersions? others = null)
    {
        var managed = Current(live, updated, subresource);
        var bare = updated.WithMeta("managedFields", null);
        if (managed.IsEmpty && live is not null)
        {
            // Nobody was tracked, and only an apply starts that.
            return bare;
        }

        var liveBare = live?.WithMeta("managedFields", null) ?? empty ?? JsonObject.Empty;
        var owner = FieldOwner.Updating(manager, rules.ApiVersion, subresource);
        if (TypedWalk.Problems(bare, rules.Shape, allowDuplicates: true).Count > 0)
        {
            return managed.WriteTo(bare);
        }

        if (others?.Problem is not null)
        {
            // A wrong entry would be worse than none.
            return bare;
        }

        ManagedFields after;
        try
        {
            after = rules.Update(liveBare, bare, managed, owner, now, others);
        }
        catch (TypedException)
        {
            // An object that cannot be told apart by its schema (a list item without its key) keeps the owners it had; validation judges it.
            return managed.WriteTo(bare);
        }

        return Capped(WithoutSystemFields(after, owner)).WriteTo(bare);
    }

    /// <summary>The versions other than that of <paramref name="rules"/> in which owners noted their fields: the write must be shown to them in those.</summary>
    public static IReadOnlyList<string> Versions(Ownership rules, JsonObject? live, JsonObject updated, string subresource) =>
        [.. Current(live, updated, subresource).Owners.Values.Select(o => o.ApiVersion).Where(v => v != rules.ApiVersion).Distinct()];

    /// <summary>What an apply would make of the object, conflicts not looked at.</summary>
    public static JsonObject Preview(Ownership rules, JsonObject live, JsonObject config, string manager, string subresource)
    {
        var managed = ManagedFields.Read(live) ?? ManagedFields.Empty;
        return rules.Claim(live.WithMeta("managedFields", null), config, managed, FieldOwner.Applying(manager, subresource)).Result;
    }

    /// <summary>The object after an apply with its owners noted.</summary>
    /// <exception cref="ApiStatusException">The configuration does not fit the schema, or others own what it changes.</exception>
    public static JsonObject Apply(
        Ownership rules,
        JsonObject? live,
        JsonObject config,
        string manager,
        string subresource,
        bool force,
        string now,
        string described,
        JsonObject? empty = null,
        OtherVersions? others = null)
    {
        if (config.Metadata["managedFields"] is JsonArray)
        {
            throw ApiErrors.BadRequest("metadata.managedFields must be nil");
        }

        Check(config, rules.Shape, described);
        var managed = live is null ? ManagedFields.Empty : ManagedFields.Read(live) ?? ManagedFields.Empty;
        var liveBare = live?.WithMeta("managedFields", null) ?? empty ?? JsonObject.Empty;
        if (managed.IsEmpty && live is not null)
        {
            var before = FieldOwner.Updating("before-first-apply", rules.ApiVersion, "");
            managed = WithoutSystemFields(rules.Update(empty ?? JsonObject.Empty, liveBare, managed, before, now), before);
        }

        var owner = FieldOwner.Applying(manager, subresource);
        try
        {
            return ApplyOnce(force);
        }
        catch (ApplyConflictException conflict) when (!force && manager == "kubectl" && AllowedByLastApplied(liveBare, rules) is { } allowed)
        {
            // What kubectl wrote client-side before is its own: moving to server-side apply is no conflict.
            return conflict.Fields.Difference(allowed).IsEmpty ? ApplyOnce(true) : throw conflict.Except(allowed).ToStatus();
        }
        catch (ApplyConflictException conflict)
        {
            throw conflict.ToStatus();
        }

        JsonObject ApplyOnce(bool forced)
        {
            var (result, after) = rules.Apply(liveBare, config.WithMeta("managedFields", null), managed, owner, forced, now, others);
            after = WithoutSystemFields(after, owner);
            result = UpdateLastApplied(result ?? liveBare, config, manager, liveBare);
            return after.WriteTo(result);
        }
    }

    /// <summary>The owners to start from: those the client sent, unless it sent none or nonsense; always the stored ones on a subresource.</summary>
    private static ManagedFields Current(JsonObject? live, JsonObject updated, string subresource)
    {
        var stored = live is null ? ManagedFields.Empty : ManagedFields.Read(live) ?? ManagedFields.Empty;
        if (subresource.Length > 0)
        {
            return stored;
        }

        if (ManagedFields.IsReset(updated))
        {
            return ManagedFields.Empty;
        }

        return ManagedFields.Read(updated) is { IsEmpty: false } sent ? sent : stored;
    }

    private static void Check(JsonObject config, Typing.Shape shape, string described)
    {
        var problems = TypedWalk.Problems(config, shape, allowDuplicates: false);
        if (problems.Count > 0)
        {
            var text = problems.Count == 1 ? problems[0] : $"errors:\n{string.Join("\n", problems.Select(p => "  " + p))}";
            throw ApiErrors.Unclassified($"failed to create typed patch object ({described}): {text}");
        }
    }

    private static ManagedFields WithoutSystemFields(ManagedFields managed, FieldOwner owner) =>
        managed[owner] is { } held ? managed.With(owner, held with { Fields = held.Fields.Difference(SystemFields) }) : managed;

    /// <summary>At most ten updaters are told apart; the oldest beyond that become one, <c>ancient-changes</c>.</summary>
    private static ManagedFields Capped(ManagedFields managed)
    {
        if (managed.Owners.Count <= MaximumUpdaters)
        {
            return managed;
        }

        var updaters = managed.Owners.Where(o => !o.Key.IsApply && o.Key.Subresource.Length == 0).OrderBy(o => o.Value.Time, StringComparer.Ordinal).ToList();
        var over = updaters.Count - MaximumUpdaters;
        if (over <= 0)
        {
            return managed;
        }

        // One place is the bucket's own.
        foreach (var (owner, held) in updaters.Where(o => o.Key.Name != "ancient-changes").Take(over + (managed.Owners.Keys.Any(o => o.Name == "ancient-changes") ? 0 : 1)))
        {
            var bucket = FieldOwner.Updating("ancient-changes", held.ApiVersion, "");
            var ancient = managed[bucket]?.Fields ?? FieldSet.Empty;
            managed = managed.With(owner, null).With(bucket, new(held.ApiVersion, ancient.Union(held.Fields), held.Time));
        }

        return managed;
    }

    private static JsonObject UpdateLastApplied(JsonObject result, JsonObject config, string manager, JsonObject live)
    {
        if (manager != "kubectl" || live.Annotations[LastApplied] is null)
        {
            return result;
        }

        var annotations = config.Annotations.Without(LastApplied);
        var bare = config.WithMeta("managedFields", null).WithMeta("annotations", annotations.Count == 0 ? JsonObject.Empty : annotations);
        return result.WithMeta("annotations", result.Annotations.With(LastApplied, bare.ToJson() + "\n"));
    }

    private static FieldSet? AllowedByLastApplied(JsonObject live, Ownership rules)
    {
        if (live.Annotations.GetString(LastApplied) is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            if (JsonValue.Parse(text) is not JsonObject last)
            {
                return null;
            }

            // What somebody else has changed since is theirs.
            var (added, modified, removed) = Comparison.Of(last, live, rules.Shape);
            return TypedWalk.Fields(last, rules.Shape).Difference(modified).Difference(added).Difference(removed);
        }
        catch (Exception error) when (error is JsonParseException or TypedException)
        {
            return null;
        }
    }
}
