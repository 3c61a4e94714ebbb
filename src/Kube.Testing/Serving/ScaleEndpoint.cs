using Kube.Schema.Json;
using Kube.Testing.Crds;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>The scale subresource: an <c>autoscaling/v1</c> Scale as a view of an object's replicas.</summary>
internal sealed class ScaleEndpoint(ServerState state, ObjectAccess access, ObjectWriter writer, Presentation presentation)
{
    private const string ApiVersion = "autoscaling/v1";

    private static readonly ScalePaths BuiltInPaths = new(["spec", "replicas"], ["status", "replicas"], null);

    public async Task<ServerResponse> HandleAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        return call.Verb switch
        {
            "get" => await GetAsync(call, cancellationToken),
            "update" => await ReplaceAsync(call, cancellationToken),
            _ => await PatchAsync(call, cancellationToken),
        };
    }

    private async Task<ServerResponse> GetAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var stored = state.StoreOf(call.Resource).Current[call.Key] ?? throw call.NotFound();
        return presentation.Object(call, 200, ScaleOf(call, await access.ReadAsync(call.Resource, stored, cancellationToken)));
    }

    private async Task<ServerResponse> ReplaceAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var options = WriteOptions.Read(call.Http, "UpdateOptions");
        var scale = BodyReader.ReadObject(call.Http, "Scale", []);
        if (scale.ObjectKind != "Scale" || scale.ApiVersion != ApiVersion)
        {
            throw ApiErrors.BadRequest("no kind is registered for the type v1.Scale in scheme \"pkg/apiserver/customresource_handler.go:781\"");
        }

        CheckName(call, scale);
        return await UpdateAsync(call, options, (existing, _) => WithReplicas(call, existing, Replicas(scale), scale.ResourceVersion, options.FieldManager), cancellationToken);
    }

    private async Task<ServerResponse> PatchAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var type = ContentTypes.Bare(call.Http.Header("Content-Type"));
        if (type is not (ContentTypes.JsonPatch or ContentTypes.MergePatch or ContentTypes.ApplyPatch))
        {
            throw ApiErrors.UnsupportedMediaType(ContentTypes.JsonPatch, ContentTypes.MergePatch, ContentTypes.ApplyPatch);
        }

        var options = WriteOptions.Read(call.Http, "PatchOptions", isApply: type == ContentTypes.ApplyPatch);
        if (type == ContentTypes.ApplyPatch)
        {
            var config = Yaml.Parse(call.Http.Body, []) as JsonObject ?? JsonObject.Empty;
            CheckName(call, config);
            return await UpdateAsync(call, options, (existing, _) => Applied(call, existing, config, options), cancellationToken);
        }

        var patch = BodyReader.ReadJson(call.Http, []);
        return await UpdateAsync(
            call,
            options,
            (existing, scale) =>
            {
                var patched = Patched(scale, patch, type);
                return WithReplicas(call, existing, Replicas(patched), patched.ResourceVersion, options.FieldManager);
            },
            cancellationToken);
    }

    private async Task<ServerResponse> UpdateAsync(
        ResourceCall call, WriteOptions options, Func<JsonObject, JsonObject, JsonObject> change, CancellationToken cancellationToken)
    {
        var view = new SubresourceView(
            "scale", "autoscaling", "v1", "Scale", value => ScaleOf(call, value), (value, scale) => value.WithAt(Replicas(scale), Paths(call).Replicas));
        var result = await writer.UpdateAsync(
            call with { Subresource = "", View = view }, options, existing => new(change(existing!, ScaleOf(call, existing!))), create: false, isApplied: true, cancellationToken);
        return presentation.Object(call, 200, ScaleOf(call, result.Value));
    }

    private static JsonObject Patched(JsonObject scale, JsonValue patch, string type)
    {
        try
        {
            return (type == ContentTypes.JsonPatch ? JsonPatch.Apply(scale, patch) : MergePatch.Apply(scale, patch)) as JsonObject
                ?? throw ApiErrors.BadRequest("Invalid JSON Patch");
        }
        catch (JsonPatchException)
        {
            throw new ApiStatusException(422, "Invalid", "the server rejected our request due to an error in our request", JsonObject.Empty);
        }
        catch (JsonPatchFormatException error)
        {
            throw ApiErrors.BadRequest($"error decoding patch: {error.Message}");
        }
    }

    private static long Replicas(JsonObject scale) => scale.At("spec", "replicas") switch
    {
        null or JsonNull => 0,
        JsonInteger replicas => replicas.Value,
        var other => throw new ApiStatusException(422, "Invalid", $" \"\" is invalid: patch: Invalid value: \"{{}}\": json: cannot unmarshal {other.Kind} into Go struct field ScaleSpec.spec.replicas of type int32", JsonValue.Object(
            ("causes", JsonValue.Array(JsonValue.Object(
                ("reason", "FieldValueInvalid"), ("message", "Invalid value: \"{}\": json: cannot unmarshal into Go struct field"), ("field", "patch")))))),
    };

    private static ScalePaths Paths(ResourceCall call) => call.Resource.Custom?.Scale ?? BuiltInPaths;

    /// <summary>The object with its replicas set, the field noted as this manager's through <c>scale</c>.</summary>
    private static JsonObject WithReplicas(ResourceCall call, JsonObject existing, long replicas, string version, string manager)
    {
        if (replicas < 0 && !call.IsCustom)
        {
            throw ApiErrors.Invalid("autoscaling", "Scale", call.Name, [FieldCause.Invalid("spec.replicas", replicas, "must be greater than or equal to 0")]);
        }

        var updated = existing.WithAt(replicas, Paths(call).Replicas);
        if (!updated.Equals(existing))
        {
            var rules = ObjectWriter.Rules(call with { Subresource = "" }, Strategies.For(call.Resource));
            // Entries made through scale carry no time.
            updated = FieldManager.Update(rules, existing, updated, manager, "scale", now: null);
        }

        return updated.WithMeta("resourceVersion", version.Length > 0 ? version : existing.ResourceVersion);
    }

    private JsonObject Applied(ResourceCall call, JsonObject existing, JsonObject config, WriteOptions options)
    {
        var rules = ObjectWriter.Rules(call with { Subresource = "" }, Strategies.For(call.Resource));
        var own = JsonValue.Object(("apiVersion", call.Resource.ApiVersion), ("kind", call.Resource.Kind)).WithAt(Replicas(config), Paths(call).Replicas);
        return FieldManager.Apply(rules, existing, own, options.FieldManager, "scale", options.Force, state.Now, $"/{call.Name}; {ApiVersion}, Kind=Scale")
            .WithMeta("resourceVersion", existing.ResourceVersion);
    }

    private static JsonObject ScaleOf(ResourceCall call, JsonObject value)
    {
        var paths = Paths(call);
        if (value.At(paths.Replicas) is not JsonInteger replicas)
        {
            throw ApiErrors.InternalError($"the spec replicas field \".{string.Join(".", paths.Replicas)}\" does not exist");
        }

        var meta = new JsonObjectBuilder();
        foreach (var field in (ReadOnlySpan<string>)["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            meta[field] = value.Metadata[field];
        }

        var status = JsonValue.Object(("replicas", value.At(paths.StatusReplicas) as JsonInteger ?? (JsonValue)0));
        var selector = paths.Selector is { } path ? value.TextAt(path) : call.IsCustom ? null : SelectorText(value);
        return JsonValue.Object(
            ("kind", "Scale"),
            ("apiVersion", ApiVersion),
            ("metadata", meta.Build()),
            ("spec", JsonValue.Object(("replicas", replicas))),
            ("status", selector is { Length: > 0 } ? status.With("selector", selector) : status));
    }

    private static string SelectorText(JsonObject value) =>
        string.Join(",", (value.At("spec", "selector", "matchLabels") as JsonObject ?? JsonObject.Empty).Select(l => $"{l.Key}={(l.Value as JsonString)?.Value}"));

    private static void CheckName(ResourceCall call, JsonObject scale)
    {
        if (scale.Name != call.Name)
        {
            throw ApiErrors.BadRequest($"the name of the object ({scale.Name}) does not match the name on the URL ({call.Name})");
        }
    }
}
