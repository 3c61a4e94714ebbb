using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Selectors;

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

    /// <summary>Stored objects as clients of <paramref name="resource"/> see them; one conversion call for all.</summary>
    public async ValueTask<IReadOnlyList<JsonObject>> ReadAsync(ApiResource resource, IReadOnlyList<JsonObject> stored, CancellationToken cancellationToken)
    {
        IReadOnlyList<JsonObject> read = [.. stored.Select(s => OnRead(resource, s))];
        return read.All(r => r.ApiVersion == resource.ApiVersion) ? read : await conversion.ConvertAsync(resource, read, resource.ApiVersion, cancellationToken);
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
