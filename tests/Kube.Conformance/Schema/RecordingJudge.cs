using Kube.Schema.Crds;
using Kube.Schema.Json;
using Kube.Schema.Resources;
using Kube.Schema.Validation;
using Kube.Validation;

namespace Kube.Conformance.Schema;

/// <summary>Follows one recording: keeps the CRDs and objects that the server stored, and compares each write's answer with what Kube.Schema says of it.</summary>
internal sealed class RecordingJudge(string recording)
{
    private const string CrdPath = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private readonly Dictionary<string, CustomResourceDefinition> _crds = [];
    private readonly Dictionary<string, JsonObject> _objects = [];
    private readonly List<string> _skipped = [];

    public int Compared { get; private set; }

    public string WhyNothing => _skipped.Count == 0 ? "no step writes a CRD or an object of one" : string.Join("; ", _skipped.Distinct());

    /// <summary>Takes over what a step stored, without comparing.</summary>
    public void Follow(JsonObject step)
    {
        if (step.GetObject("request") is { } request && request["body"] is JsonObject body && (request.GetString("path") ?? "") == CrdPath)
        {
            var crd = CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson(body, new List<string>()));
            _crds[crd.Name] = crd;
        }
    }

    public void Compare(JsonObject step, int index)
    {
        if (step.GetObject("response") is not { } response)
        {
            return;
        }

        if (step.GetObject("request") is not { } request)
        {
            Adopt(response);
            return;
        }

        if (Deviations.OfStep(recording, index) is { } reason)
        {
            _skipped.Add(reason);
            return;
        }

        var path = request.GetString("path")!;
        var status = response.GetInteger("status");
        try
        {
            if (path == CrdPath || path.StartsWith(CrdPath + "/", StringComparison.Ordinal))
            {
                CompareCrd(request, response, path, status);
            }
            else if (Find(path) is { } target)
            {
                CompareObject(request, response, target, status);
            }
        }
        catch (Exception error)
        {
            throw new Xunit.Sdk.XunitException($"step {index} ({request.GetString("method")} {path}): {error.Message}");
        }

        Adopt(response);
    }

    /// <summary>What the server says of a CRD is what it has stored.</summary>
    private void Adopt(JsonObject response)
    {
        if (response.GetInteger("status") < 300 && response["body"] is JsonObject body && body.GetString("kind") == CustomResourceDefinition.Kind && response["trimmed"] is null)
        {
            var crd = CustomResourceDefinition.FromJson(body, new List<string>());
            _crds[crd.Name] = crd;
        }
    }

    private void CompareCrd(JsonObject request, JsonObject response, string path, long? status)
    {
        var answer = response["body"] as JsonObject;
        switch (request.GetString("method"))
        {
            case "POST" when request["body"] is JsonObject && (status is 201 or 422):
                var created = CrdDefaulting.ForCreate(CustomResourceDefinition.FromJson((JsonObject)request["body"]!, new List<string>()));
                CompareErrors(CrdValidation.Validate(created), answer, status);
                if (status == 201)
                {
                    _crds[created.Name] = created;
                }

                break;
            case "PUT" when request["body"] is JsonObject && (status is 200 or 422) && _crds.TryGetValue(path.Split('/')[^1], out var stored):
                var changed = CrdDefaulting.Apply(CustomResourceDefinition.FromJson((JsonObject)request["body"]!, new List<string>()));
                CompareCrdUpdate(changed, stored, answer, status);
                break;
            case "PATCH" when request["body"] is JsonObject && (status is 200 or 422) && ContentType(request) == "application/merge-patch+json" && _crds.TryGetValue(path.Split('/')[^1], out var target):
                var patched = (JsonObject)Merge(target.ToJson(), (JsonObject)request["body"]!);
                CompareCrdUpdate(CrdDefaulting.Apply(CustomResourceDefinition.FromJson(patched, new List<string>())), target, answer, status);
                break;
            case "DELETE":
                _crds.Remove(path.Split('/')[^1]);
                break;
        }
    }

    private void CompareCrdUpdate(CustomResourceDefinition changed, CustomResourceDefinition stored, JsonObject? answer, long? status)
    {
        var metadata = changed.Metadata;
        foreach (var field in (string[])["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"])
        {
            // These are the server's: what the client sent for them does not count.
            metadata = stored.Metadata[field] is { } value ? metadata.With(field, value) : metadata.Without(field);
        }

        changed = changed with { Metadata = metadata, Status = stored.Status };
        var storage = changed.Spec.Versions.FirstOrDefault(version => version.Storage)?.Name;
        if (storage is not null && !stored.StoredVersions.Contains(storage))
        {
            changed = changed with { Status = stored.Status!.With("storedVersions", JsonArray.From(stored.StoredVersions.Append(storage).Select(JsonString.Of))) };
        }

        CompareErrors(CrdValidation.ValidateUpdate(changed, stored), answer, status);
        if (status == 200)
        {
            _crds[changed.Name] = changed;
        }
    }

    private void CompareObject(JsonObject request, JsonObject response, Target target, long? status)
    {
        var method = request.GetString("method");
        if (method == "DELETE")
        {
            _objects.Remove(target.Key);
        }

        var query = request.GetObject("query");
        if (method is not ("POST" or "PUT" or "PATCH") || target.Subresource is "scale" || status is not (200 or 201 or 422))
        {
            return;
        }

        _objects.TryGetValue(target.Key, out var stored);
        var body = method == "PATCH" && ContentType(request) == "application/merge-patch+json" && stored is not null && request["body"] is JsonObject patch
            ? Merge(stored, patch) as JsonObject
            : method == "PATCH" ? null : request["body"] as JsonObject;
        var answer = response["body"] as JsonObject;
        if (body is not null && (method == "POST" || stored is not null))
        {
            var schema = new CustomResourceSchema(target.Crd, target.Version);
            stored = stored is null ? null : schema.FillDefaults(stored);
            var decoded = schema.Decode(body);
            Assert.Null(decoded.Error);
            var resource = Complete(decoded.Resource, stored, target, schema);
            var validator = new ResourceValidator(schema);
            var sent = InNamespace(body, target);
            var errors = stored is null || method == "POST"
                ? validator.Validate(sent)
                : target.Subresource == "status" ? validator.ValidateStatusUpdate(stored, sent) : validator.ValidateUpdate(stored, sent);
            CompareErrors(errors, answer, status);
            CompareWarnings(decoded, response, query);
            if (status is 200 or 201 && errors.Count == 0 && schema.Version.Storage)
            {
                // Through text, as the server answers: a whole double comes back as an integer.
                JsonAssert.Same(answer!.Without("metadata"), JsonValue.Parse(schema.FillDefaults(resource).Without("metadata").ToUtf8Json()));
            }
        }

        if (status is 200 or 201 && answer is not null && query?.GetString("dryRun") is null)
        {
            _objects[target.WithName(answer.GetObject("metadata")?.GetString("name"))] = answer.With("metadata", answer.GetObject("metadata")!.Without("managedFields"));
        }
    }

    private static JsonObject InNamespace(JsonObject body, Target target) =>
        target.Namespace is { } space && (body.GetObject("metadata") ?? JsonObject.Empty) is var metadata && metadata["namespace"] is null
            ? body.With("metadata", metadata.With("namespace", space))
            : body;

    private static JsonObject Complete(JsonObject resource, JsonObject? stored, Target target, CustomResourceSchema schema)
    {
        var metadata = resource.GetObject("metadata") ?? JsonObject.Empty;
        if (stored is null)
        {
            metadata = metadata.GetString("generateName") is { } prefix && metadata.GetString("name") is null ? metadata.With("name", prefix + "abcde") : metadata;
            metadata = target.Namespace is { } space ? metadata.With("namespace", space) : metadata;
            return CustomResourceUpdates.PrepareForCreate(resource.With("metadata", metadata), schema.HasStatus);
        }

        var kept = stored.GetObject("metadata")!;
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            kept = metadata[field] is { } value ? kept.With(field, value) : kept.Without(field);
        }

        resource = resource.With("metadata", kept);
        return target.Subresource == "status" ? CustomResourceUpdates.PrepareForStatusUpdate(resource, stored) : CustomResourceUpdates.PrepareForUpdate(resource, stored, schema.HasStatus);
    }

    private void CompareErrors(IReadOnlyList<FieldError> errors, JsonObject? answer, long? status)
    {
        // A patch that cannot be applied, and the store's own check before any validation: not ours to judge.
        if (answer?.GetObject("details")?.GetArray("causes")?.OfType<JsonObject>().Any(cause => cause.GetString("field") == "patch" || cause.GetString("message") == "Invalid value: 0: must be specified for an update") == true)
        {
            return;
        }

        Compared++;
        var causes = (status == 422 ? answer!.GetObject("details")!.GetArray("causes")! : JsonArray.Empty).OfType<JsonObject>().Select(Cause).Order(StringComparer.Ordinal);
        Assert.Equal(causes, errors.Select(error => $"{error.Reason} {error.Path}: {Wording(error.Message)}").Order(StringComparer.Ordinal));
    }

    private void CompareWarnings(DecodedResource decoded, JsonObject response, JsonObject? query)
    {
        if (query?.GetString("fieldValidation") is "Ignore" or "Strict" || response.GetInteger("status") == 422)
        {
            return;
        }

        var warnings = response.GetObject("headers")?.GetArray("Warning")?.OfType<JsonString>().Select(text => text.Value).Where(text => text.Contains("unknown field", StringComparison.Ordinal)) ?? [];
        Assert.Equal(warnings.Order(StringComparer.Ordinal), decoded.UnknownFields.Select(path => $"299 - \"unknown field \\\"{path}\\\"\"").Order(StringComparer.Ordinal));
    }

    private static string Cause(JsonObject cause) => $"{cause.GetString("reason")} {cause.GetString("field")}: {Wording(cause.GetString("message")!)}";

    // The wording of the CEL compiler counts up to the first line only.
    private static string Wording(string message) => message.Contains("ERROR: <input>", StringComparison.Ordinal) ? message.Split("ERROR: <input>")[0] : message;

    private Target? Find(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["apis", var group, var version, .. var rest])
        {
            return null;
        }

        string? space = null;
        if (rest is ["namespaces", var name, .. var inner] && inner.Length > 0)
        {
            (space, rest) = (name, inner);
        }

        return rest.Length > 0 && _crds.TryGetValue($"{rest[0]}.{group}", out var crd) && crd.Spec.Versions.Any(candidate => candidate.Name == version)
            ? new(crd, version, space, rest[0], rest.ElementAtOrDefault(1), rest.ElementAtOrDefault(2))
            : null;
    }

    private static string? ContentType(JsonObject request) => request.GetObject("headers")?.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value is JsonString type ? type.Value : null;

    private static JsonValue Merge(JsonValue target, JsonObject patch)
    {
        var result = target as JsonObject ?? JsonObject.Empty;
        foreach (var member in patch)
        {
            result = member.Value is JsonNull
                ? result.Without(member.Key)
                : result.With(member.Key, member.Value is JsonObject nested ? Merge(result[member.Key] ?? JsonObject.Empty, nested) : member.Value);
        }

        return result;
    }

    private sealed record Target(CustomResourceDefinition Crd, string Version, string? Namespace, string Plural, string? Name, string? Subresource)
    {
        public string Key => WithName(Name);

        public string WithName(string? name) => $"{Crd.Name}/{Namespace}/{name}";
    }
}
