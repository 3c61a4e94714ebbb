using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Resources;
using Kube.Testing.Selectors;
using Kube.Testing.Typing;

namespace Kube.Testing.Serving;

/// <summary>Objects between storage and client: in the version asked for, and back.</summary>
internal sealed class ObjectAccess(IObjectConversion conversion)
{
    /// <summary>A stored object as clients of <paramref name="resource"/> see it.</summary>
    public async ValueTask<JsonObject> ReadAsync(ApiResource resource, JsonObject stored, CancellationToken cancellationToken)
    {
        var read = OnRead(resource, stored);
        return read.ApiVersion == resource.ApiVersion ? read : (await conversion.ConvertAsync(resource, [read], resource.ApiVersion, cancellationToken))[0];
    }

    /// <summary>A stored object for a list or a watch: a webhook converts it once, as the real server's watch cache has it.</summary>
    public ValueTask<JsonObject> ReadSharedAsync(ApiResource resource, JsonObject stored, CancellationToken cancellationToken) =>
        stored.ApiVersion != resource.ApiVersion && resource.Custom is { Definition.ConversionWebhook: not null } version
            ? version.Converted.TryGetValue(stored, out var known) ? new(known) : ConvertSharedAsync(resource, stored, cancellationToken)
            : ReadAsync(resource, stored, cancellationToken);

    /// <summary>Stored objects as clients of <paramref name="resource"/> see them; one conversion call for all.</summary>
    public async ValueTask<IReadOnlyList<JsonObject>> ReadAsync(ApiResource resource, IReadOnlyList<JsonObject> stored, CancellationToken cancellationToken)
    {
        if (resource.Custom is not { Definition.ConversionWebhook: not null } version)
        {
            IReadOnlyList<JsonObject> read = [.. stored.Select(s => OnRead(resource, s))];
            return read.All(r => r.ApiVersion == resource.ApiVersion) ? read : await conversion.ConvertAsync(resource, read, resource.ApiVersion, cancellationToken);
        }

        var unknown = stored.Where(s => !version.Converted.TryGetValue(s, out _)).ToList();
        var converted = await conversion.ConvertAsync(resource, [.. unknown.Select(s => OnRead(resource, s))], resource.ApiVersion, cancellationToken);
        for (var i = 0; i < unknown.Count; i++)
        {
            version.Converted.AddOrUpdate(unknown[i], converted[i]);
        }

        return [.. stored.Select(s => version.Converted.TryGetValue(s, out var value) ? value : throw new InvalidOperationException("A converted object was lost."))];
    }

    /// <summary>A write in the versions in which owners noted their fields.</summary>
    /// <param name="resource">The resource of the write.</param>
    /// <param name="versions">The versions wanted.</param>
    /// <param name="live">The stored object in the version of the write.</param>
    /// <param name="updated">What it becomes.</param>
    /// <param name="cancellationToken">Stops waiting for webhooks.</param>
    public async ValueTask<OtherVersions> InVersionsAsync(
        ApiResource resource, IReadOnlyList<string> versions, JsonObject live, JsonObject updated, CancellationToken cancellationToken)
    {
        if (resource.Custom is not { } version || versions.Count == 0)
        {
            return OtherVersions.None;
        }

        var writes = new Dictionary<string, VersionedWrite?>();
        foreach (var wanted in versions)
        {
            if (version.Definition.Versions.FirstOrDefault(v => v.ApiVersion == wanted) is not { Served: true } other)
            {
                writes.Add(wanted, null);
                continue;
            }

            try
            {
                var shape = SchemaShape.OfResource(other.Schema).Resolved;
                var converted = await conversion.ConvertAsIsAsync(
                    resource, [live.WithMeta("managedFields", null), updated.WithMeta("managedFields", null)], wanted, cancellationToken);
                if (TypedWalk.Problems(converted[0], shape, allowDuplicates: true).Concat(TypedWalk.Problems(converted[1], shape, allowDuplicates: true)).FirstOrDefault() is { } problem)
                {
                    return new() { Problem = $"{wanted}: {problem}" };
                }

                writes.Add(wanted, new(converted[0], converted[1], shape));
            }
            catch (ApiStatusException error)
            {
                return new() { Problem = error.Message };
            }
        }

        return new() { Writes = writes };
    }

    private async ValueTask<JsonObject> ConvertSharedAsync(ApiResource resource, JsonObject stored, CancellationToken cancellationToken)
    {
        var value = await ReadAsync(resource, stored, cancellationToken);
        resource.Custom!.Converted.AddOrUpdate(stored, value);
        return value;
    }

    /// <summary>What storage holds, by the schema of the version it is stored in: pruned and defaulted anew.</summary>
    /// <exception cref="ApiStatusException">500: the definition no longer knows that version.</exception>
    private static JsonObject OnRead(ApiResource resource, JsonObject stored)
    {
        if (resource.Custom is not { } version)
        {
            return stored;
        }

        var storedIn = stored.ApiVersion == version.ApiVersion ? version : version.Definition.Versions.FirstOrDefault(v => v.ApiVersion == stored.ApiVersion);
        return storedIn is null
            ? throw ApiErrors.Unclassified($"request to convert CR from an invalid group/version: {stored.ApiVersion}")
            : storedIn.Shown(stored);
    }

    /// <summary>An object of <paramref name="resource"/> in the version it is stored in.</summary>
    public async ValueTask<JsonObject> ToStorageAsync(ApiResource resource, JsonObject value, CancellationToken cancellationToken)
    {
        if (resource.Custom is not { } version)
        {
            return value;
        }

        var storage = version.Definition.Storage.ApiVersion;
        return value.ApiVersion == storage ? value : (await conversion.ConvertAsync(resource, [value], storage, cancellationToken))[0];
    }
}

/// <summary>Turns objects into another version of their kind.</summary>
internal interface IObjectConversion
{
    /// <summary>The objects in <paramref name="apiVersion"/>, in the same order.</summary>
    /// <exception cref="ApiStatusException">500: a conversion webhook failed.</exception>
    ValueTask<IReadOnlyList<JsonObject>> ConvertAsync(ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken);

    /// <summary>The same, but what the version's schema does not know stays.</summary>
    /// <exception cref="ApiStatusException">500: a conversion webhook failed.</exception>
    ValueTask<IReadOnlyList<JsonObject>> ConvertAsIsAsync(ApiResource resource, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken);
}

/// <summary>What a list or watch selects.</summary>
/// <param name="Namespace">Empty for all.</param>
/// <param name="Labels">By labels.</param>
/// <param name="Fields">By fields.</param>
internal sealed record Selection(string Namespace, LabelFilter Labels, FieldFilter Fields)
{
    public bool IsEverything => Namespace.Length == 0 && Labels.IsEverything && Fields.IsEverything;

    public bool Matches(JsonObject value) =>
        (Namespace.Length == 0 || value.Namespace == Namespace) && Labels.Matches(value.Labels) && Fields.Matches(value);

    /// <summary>The selection of a call.</summary>
    /// <exception cref="ApiStatusException">400: a selector does not parse or names a field that cannot be selected by.</exception>
    public static Selection Of(ResourceCall call, ListOptions options)
    {
        var labels = LabelFilter.Parse(options.LabelSelector);
        var fields = FieldFilter.Parse(
            options.FieldSelector,
            field => SelectableFields.Supports(call.Resource, field),
            field => SelectableFields.Unsupported(call.Resource, field));
        return new(call.Namespace, labels, fields);
    }
}
