using Kube.Schema.Json;
using Kube.Schema.Metadata;
using Kube.Schema.Validation;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Webhooks;

namespace Kube.Testing.Conversion;

/// <summary>Lets the webhook of a definition convert objects, and holds what comes back to the rules (<c>ConversionReview</c> of <c>apiextensions.k8s.io/v1</c> and <c>v1beta1</c>).</summary>
internal sealed class ConversionWebhook(WebhookCaller caller)
{
    private const string Group = "apiextensions.k8s.io";

    // The real server's client waits as long as any other of its requests.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The objects in <paramref name="apiVersion"/>, in the same order; labels and annotations may be others, the rest of the metadata stays.</summary>
    /// <param name="webhook">The <c>spec.conversion.webhook</c> of the definition.</param>
    /// <param name="values">Objects of another version, at least one.</param>
    /// <param name="apiVersion">The version wanted.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="ApiStatusException">500: the webhook failed, or its answer breaks the contract.</exception>
    public async Task<IReadOnlyList<JsonObject>> ConvertAsync(
        JsonObject webhook, IReadOnlyList<JsonObject> values, string apiVersion, CancellationToken cancellationToken)
    {
        var uid = Guid.NewGuid().ToString();
        var from = $"{values[0].ApiVersion}, Kind={values[0].ObjectKind}";
        var known = (webhook.GetArray("conversionReviewVersions") ?? JsonArray.Empty).OfType<JsonString>().FirstOrDefault(v => v.Value is "v1" or "v1beta1")
            ?? throw ApiErrors.Unclassified("no supported conversion review versions");
        JsonArray converted;
        try
        {
            var address = WebhookAddress.Read(webhook.GetObject("clientConfig") ?? JsonObject.Empty);
            var answer = await caller.PostAsync(address, Review(known.Value, uid, values, apiVersion), Timeout, cancellationToken);
            converted = Read(answer, known.Value, uid);
        }
        catch (WebhookCallException error)
        {
            throw ApiErrors.Unclassified($"conversion webhook for {from} failed: {error.Message}");
        }

        if (converted.Count != values.Count)
        {
            throw ApiErrors.Unclassified($"conversion webhook for {from} returned {converted.Count} objects, expected {values.Count}");
        }

        return [.. values.Zip(converted, (original, result) => Checked(original, result, apiVersion, from))];
    }

    private static JsonObject Review(string version, string uid, IReadOnlyList<JsonObject> values, string apiVersion) => JsonValue.Object(
        ("kind", "ConversionReview"),
        ("apiVersion", $"{Group}/{version}"),
        ("request", JsonValue.Object(("uid", uid), ("desiredAPIVersion", apiVersion), ("objects", JsonArray.From(values)))),
        ("response", JsonValue.Object(
            ("uid", ""), ("convertedObjects", JsonValue.Null), ("result", JsonValue.Object(("metadata", JsonObject.Empty))))));

    private static JsonArray Read(JsonObject review, string version, string uid)
    {
        var apiVersion = review.ApiVersion;
        if (version == "v1" && (apiVersion != $"{Group}/v1" || review.ObjectKind != "ConversionReview"))
        {
            throw new WebhookCallException($"expected webhook response of {Group}/v1, Kind=ConversionReview, got {apiVersion}, Kind={review.ObjectKind}");
        }

        var response = review.GetObject("response") ?? throw new WebhookCallException("no response provided");
        if (version == "v1" && (response.GetString("uid") ?? "") is var echoed && echoed != uid)
        {
            throw new WebhookCallException($"expected response.uid=\"{uid}\", got \"{echoed}\"");
        }

        var result = response.GetObject("result") ?? JsonObject.Empty;
        var status = result.GetString("status") ?? "";
        if (status != "Success")
        {
            throw new WebhookCallException(result.GetString("message") is { Length: > 0 } message ? message : $"response.result.status was '{status}', not 'Success'");
        }

        return response.GetArray("convertedObjects") ?? JsonArray.Empty;
    }

    /// <summary>The converted object with the metadata of the original, but its own labels and annotations.</summary>
    private static JsonObject Checked(JsonObject original, JsonValue result, string apiVersion, string from)
    {
        ApiStatusException Invalid(string problem) => ApiErrors.Unclassified($"conversion webhook for {from} returned invalid object: {problem}");
        ApiStatusException InvalidAtFirst(string problem) => ApiErrors.Unclassified($"conversion webhook for {from} returned invalid object at index 0: {problem}");
        ApiStatusException InvalidMetadata(string problem) => ApiErrors.Unclassified($"conversion webhook for {from} returned invalid metadata: {problem}");

        var converted = result as JsonObject ?? throw InvalidAtFirst("Object 'Kind' is missing");
        if (converted.ApiVersion != apiVersion)
        {
            throw InvalidAtFirst($"invalid groupVersion (expected {apiVersion}, received {converted.ApiVersion})");
        }

        if (converted.ObjectKind != original.ObjectKind)
        {
            throw InvalidAtFirst($"invalid kind (expected {original.ObjectKind}, received {converted.ObjectKind})");
        }

        foreach (var (field, called) in (ReadOnlySpan<(string, string)>)[("name", "name"), ("namespace", "namespace"), ("uid", "UID")])
        {
            var before = original.Metadata.GetString(field) ?? "";
            var after = converted.Metadata.GetString(field) ?? "";
            if (before != after)
            {
                throw Invalid($"must have the same {called}: {before} != {after}");
            }
        }

        var given = converted["metadata"] switch
        {
            JsonObject map => map,
            null => throw InvalidMetadata("missing metadata in converted object"),
            _ => throw InvalidMetadata("invalid metadata in converted object"),
        };
        var metadata = original.Metadata;
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            var value = given[field];
            if (value is null or JsonNull)
            {
                metadata = metadata.Without(field);
                continue;
            }

            var texts = value as JsonObject ?? throw InvalidMetadata($"invalid metadata.{field} in converted object");
            if (texts.FirstOrDefault(t => t.Value is not JsonString) is { Key: { } key })
            {
                throw InvalidMetadata($"metadata.{field}[{key}] must be a string in converted object");
            }

            var errors = texts.Equals(metadata[field])
                ? []
                : field == "labels"
                    ? ObjectMetaValidation.ValidateLabels(texts, FieldPath.Of("metadata", "labels"))
                    : ObjectMetaValidation.ValidateAnnotations(texts, FieldPath.Of("metadata", "annotation"));
            if (errors.Count > 0)
            {
                throw InvalidMetadata(errors.Count == 1 ? errors[0].ToString() : $"[{string.Join(", ", errors)}]");
            }

            metadata = metadata.With(field, texts);
        }

        return converted.With("metadata", metadata);
    }
}
