using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching;
using Kube.Testing.Patching.Apply;

namespace Kube.Testing.Serving;

/// <summary>POST, PUT and PATCH of objects and of their status.</summary>
internal sealed class WriteEndpoint(ServerState state, ObjectAccess access, ObjectWriter writer, Presentation presentation)
{
    private const int MaximumOperations = 10_000;

    public async Task<ServerResponse> CreateAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        var options = WriteOptions.Read(call.Http, "CreateOptions");
        var report = new DecodeReport();
        var value = Decode(call, options, report);
        if (call.Namespace.Length > 0 && value.Namespace.Length > 0 && value.Namespace != call.Namespace)
        {
            throw NamespaceMismatch();
        }

        if (call.Name.Length > 0 && value.Name.Length == 0)
        {
            value = value.WithMeta("name", call.Name);
        }

        var result = await writer.CreateAsync(call, options, value, isApplied: false, cancellationToken);
        return presentation.Object(call, 201, result.Value);
    }

    public async Task<ServerResponse> ReplaceAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        if (call.Name.Length == 0)
        {
            throw ApiErrors.BadRequest("name must be provided");
        }

        var options = WriteOptions.Read(call.Http, "UpdateOptions");
        var report = new DecodeReport();
        var value = Decode(call, options, report);
        CheckIdentity(call, value);
        value = call.Namespace.Length > 0 ? value.WithMeta("namespace", call.Namespace) : value;
        var strategy = Strategies.For(call.Resource);
        var rules = ObjectWriter.Rules(call, strategy);
        var result = await writer.UpdateAsync(
            call,
            options,
            async existing =>
            {
                CheckUid(call, value, existing);
                return existing is null ? value : await OwnedAsync(call, options, rules, existing, value, cancellationToken);
            },
            strategy.AllowsCreateOnUpdate && call.Subresource.Length == 0,
            isApplied: false,
            cancellationToken);
        return presentation.Object(call, result.Created ? 201 : 200, result.Value);
    }

    public async Task<ServerResponse> PatchAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        Presentation.Negotiate(call);
        if (call.Name.Length == 0)
        {
            throw ApiErrors.BadRequest("name must be provided");
        }

        var type = ContentTypes.Bare(call.Http.Header("Content-Type"));
        string[] accepted = call.IsCustom
            ? [ContentTypes.JsonPatch, ContentTypes.MergePatch, ContentTypes.ApplyPatch]
            : [ContentTypes.JsonPatch, ContentTypes.MergePatch, ContentTypes.StrategicMergePatch, ContentTypes.ApplyPatch];
        if (!accepted.Contains(type))
        {
            throw ApiErrors.UnsupportedMediaType(accepted);
        }

        var options = WriteOptions.Read(call.Http, "PatchOptions", isApply: type == ContentTypes.ApplyPatch);
        var result = type == ContentTypes.ApplyPatch
            ? await ApplyAsync(call, options, cancellationToken)
            : await PatchAsync(call, options, type, cancellationToken);
        return presentation.Object(call, result.Created ? 201 : 200, result.Value);
    }

    private async Task<WriteResult> PatchAsync(ResourceCall call, WriteOptions options, string type, CancellationToken cancellationToken)
    {
        var duplicates = new List<string>();
        var patch = BodyReader.ReadJson(call.Http, duplicates);
        if (type != ContentTypes.JsonPatch && patch is not JsonObject)
        {
            throw ApiErrors.BadRequest("Invalid JSON Patch");
        }

        if (patch is JsonArray { Count: > MaximumOperations } operations)
        {
            throw new ApiStatusException(
                413, "RequestEntityTooLarge", $"The allowed maximum operations in a JSON patch is {MaximumOperations}, got {operations.Count}");
        }

        var strategy = Strategies.For(call.Resource);
        var rules = ObjectWriter.Rules(call, strategy);
        return await writer.UpdateAsync(
            call,
            options,
            async existing =>
            {
                var patched = Patched(call, existing!, patch, type);
                var report = new DecodeReport
                {
                    Patch = () => type == ContentTypes.StrategicMergePatch ? StrategicMergePatch.GoText(patch) : patched.ToJson(),
                };
                report.Strict.AddRange(duplicates.Select(d => $"duplicate field \"{d}\""));
                var value = Decoded(call, options, Typed(call, patched, type, report), report);
                CheckIdentity(call, value);
                return await OwnedAsync(call, options, rules, existing!, value, cancellationToken);
            },
            create: false,
            isApplied: false,
            cancellationToken);
    }

    private static JsonObject Patched(ResourceCall call, JsonObject existing, JsonValue patch, string type)
    {
        try
        {
            var result = type switch
            {
                ContentTypes.JsonPatch => JsonPatch.Apply(existing, patch),
                ContentTypes.MergePatch => MergePatch.Apply(existing, patch),
                _ => StrategicMergePatch.Apply(existing, (JsonObject)patch, call.Resource.Shape),
            };
            return result as JsonObject ?? throw ApiErrors.BadRequest(
                $"the object provided is unrecognized (must be of type {call.Resource.Kind}): couldn't get version/kind; json parse error: the patch leaves no object");
        }
        catch (JsonPatchFormatException error)
        {
            throw ApiErrors.BadRequest($"error decoding patch: {error.Message}");
        }
        catch (JsonPatchException)
        {
            throw new ApiStatusException(422, "Invalid", "the server rejected our request due to an error in our request", JsonObject.Empty);
        }
    }

    /// <summary>A patched object that is still what it was: its type is no field that a patch could change.</summary>
    private static JsonObject Typed(ResourceCall call, JsonObject patched, string type, DecodeReport report)
    {
        var (kind, apiVersion) = (call.Resource.Kind, call.Resource.ApiVersion);
        if (call.IsCustom)
        {
            return patched.ObjectKind.Length == 0
                ? throw report.Refusal(kind, apiVersion, $"Object 'Kind' is missing in '{patched.ToJson()}'")
                : patched.ApiVersion.Length == 0 ? throw ApiErrors.InternalError("Object 'apiVersion' is missing in 'object has no apiVersion field'") : patched;
        }

        // A strategic merge happens within the type, which does not hear of another.
        patched = type == ContentTypes.StrategicMergePatch ? patched.With("kind", kind).With("apiVersion", apiVersion) : BodyReader.Typed(patched, apiVersion, kind);
        return patched.ApiVersion != apiVersion
            ? throw report.Refusal(kind, apiVersion, $"no kind \"{patched.ObjectKind}\" is registered for version \"{patched.ApiVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"")
            : patched.ObjectKind != kind ? throw report.Refusal(kind, apiVersion, $"converting ({patched.ObjectKind}) to ({kind}): unknown conversion") : patched;
    }

    private async Task<WriteResult> ApplyAsync(ResourceCall call, WriteOptions options, CancellationToken cancellationToken)
    {
        var duplicates = new List<string>();
        var config = ReadConfiguration(call, duplicates);
        CheckType(call, config);
        CheckIdentity(call, config);
        var strategy = Strategies.For(call.Resource);
        var rules = ObjectWriter.Rules(call, strategy);
        var described = $"{config.Namespace}/{call.Name}; {call.Group}/{call.Resource.Version}, Kind={call.Resource.Kind}";
        return await writer.UpdateAsync(
            call,
            options,
            async existing =>
            {
                if (existing is null && config.Uid.Length > 0)
                {
                    throw call.Conflict($"uid mismatch: the provided object specified uid {config.Uid}, and no existing object was found");
                }

                var others = existing is null ? OtherVersions.None : await AppliedInVersionsAsync(call, options, rules, existing, config, cancellationToken);
                var applied = FieldManager.Apply(
                    rules, existing, config, options.FieldManager, call.Subresource, options.Force, state.Now, described, strategy.Zero, others);
                if (existing is not null && config.ResourceVersion.Length == 0)
                {
                    applied = applied.WithMeta("resourceVersion", existing.ResourceVersion);
                }

                applied = call.Namespace.Length > 0 ? applied.WithMeta("namespace", call.Namespace) : applied;
                CheckStrict(call, options, duplicates, "yaml");
                return call.IsCustom ? strategy.FillDefaults(applied) : strategy.Decode(applied, new DecodeReport());
            },
            create: call.Subresource.Length == 0,
            isApplied: true,
            cancellationToken);
    }

    /// <summary>The updated object with its owners, also those that noted their fields in another version.</summary>
    private async ValueTask<JsonObject> OwnedAsync(
        ResourceCall call, WriteOptions options, Ownership rules, JsonObject existing, JsonObject updated, CancellationToken cancellationToken)
    {
        updated = OwnerDuplicates.Removed(call, updated, afterAdmission: false);
        var versions = FieldManager.Versions(rules, existing, updated, call.Subresource);
        var others = await access.InVersionsAsync(call.Resource, versions, existing, updated, cancellationToken);
        return FieldManager.Update(rules, existing, updated, options.FieldManager, call.Subresource, state.Now, others: others);
    }

    private async ValueTask<OtherVersions> AppliedInVersionsAsync(
        ResourceCall call, WriteOptions options, Ownership rules, JsonObject existing, JsonObject config, CancellationToken cancellationToken)
    {
        if (FieldManager.Versions(rules, existing, existing, call.Subresource) is not { Count: > 0 } versions
            || TypedWalk.Problems(config, rules.Shape, allowDuplicates: false).Count > 0)
        {
            return OtherVersions.None;
        }

        var preview = FieldManager.Preview(rules, existing, config, options.FieldManager, call.Subresource);
        var others = await access.InVersionsAsync(call.Resource, versions, existing, preview, cancellationToken);
        return others.Problem is { } problem ? throw ApiErrors.Unclassified($"failed to convert the object for the owners of its fields: {problem}") : others;
    }

    private static JsonObject ReadConfiguration(ResourceCall call, List<string> duplicates)
    {
        try
        {
            return Yaml.Parse(call.Http.Body, duplicates, withLines: true) switch
            {
                JsonObject config => config,
                JsonNull => JsonObject.Empty,
                _ => throw ApiErrors.BadRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal into Go value of type map[string]interface {}"),
            };
        }
        catch (YamlFormatException error)
        {
            throw ApiErrors.BadRequest($"error decoding YAML: {error.Message}");
        }
    }

    private static void CheckType(ResourceCall call, JsonObject config)
    {
        if (config.ObjectKind.Length == 0 || config.ApiVersion.Length == 0)
        {
            throw ApiErrors.BadRequest(config.ObjectKind.Length == 0 ? "invalid object type: /, Kind=" : $"invalid object type: /, Kind={config.ObjectKind}");
        }

        if (config.ObjectKind != call.Resource.Kind || config.ApiVersion != call.Resource.ApiVersion)
        {
            throw ApiErrors.BadRequest($"invalid object type: {config.ApiVersion}, Kind={config.ObjectKind}");
        }
    }

    private static JsonObject Decode(ResourceCall call, WriteOptions options, DecodeReport report)
    {
        var raw = BodyReader.ReadObject(call.Http, call.Resource.Kind, report.Strict, call.IsCustom ? null : call.Resource.ApiVersion);
        if (call.IsCustom && raw.ApiVersion != call.Resource.ApiVersion)
        {
            // Another version of the group is decoded by its own schema, which knows nothing of the fields.
            Decoded(call, options, raw, report);
            throw VersionMismatch(call, raw);
        }

        if (!call.IsCustom && (raw.ObjectKind != call.Resource.Kind || raw.ApiVersion != call.Resource.ApiVersion))
        {
            throw raw.ObjectKind != call.Resource.Kind
                ? ApiErrors.BadRequest($"{raw.ObjectKind} in version \"{raw.ApiVersion.Split('/')[^1]}\" cannot be handled as a {call.Resource.Kind}: the object provided is unrecognized (must be of type {call.Resource.Kind})")
                : VersionMismatch(call, raw);
        }

        return Decoded(call, options, raw, report);
    }

    /// <summary>The decoded object; what strict decoding found becomes warnings or an error.</summary>
    private static JsonObject Decoded(ResourceCall call, WriteOptions options, JsonObject raw, DecodeReport report)
    {
        if (call.IsCustom && raw.ApiVersion != call.Resource.ApiVersion && raw.ApiVersion.StartsWith(call.Group + "/", StringComparison.Ordinal))
        {
            if (call.Resource.Custom!.Definition.Versions.Any(v => v.ApiVersion == raw.ApiVersion))
            {
                return raw;
            }

            foreach (var field in raw.Keys.Where(k => k is not ("apiVersion" or "kind" or "metadata")).Order(StringComparer.Ordinal))
            {
                report.Strict.Add($"unknown field \"{field}\"");
            }

            CheckStrict(call, options, report.Strict, "strict", report.Patch);
            return raw;
        }

        var value = Strategies.For(call.Resource).Decode(raw, report);
        CheckStrict(call, options, report.Strict, "strict", report.Patch);
        return value;
    }

    private static void CheckStrict(ResourceCall call, WriteOptions options, IEnumerable<string> problems, string decoder, Func<string>? patch = null)
    {
        var all = problems.Distinct().ToList();
        all = [.. all.Where(p => p.StartsWith("duplicate", StringComparison.Ordinal)).Order(StringComparer.Ordinal), .. all.Where(p => !p.StartsWith("duplicate", StringComparison.Ordinal))];
        if (all.Count == 0 || options.FieldValidation == FieldValidation.Ignore)
        {
            return;
        }

        if (options.FieldValidation == FieldValidation.Strict && patch is not null)
        {
            throw ApiErrors.Invalid("", "", "", [FieldCause.Invalid("patch", patch(), $"strict decoding error: {string.Join(", ", all)}")]);
        }

        if (options.FieldValidation == FieldValidation.Strict)
        {
            throw ApiErrors.BadRequest(decoder == "yaml"
                ? $"error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n{string.Join("\n", all.Select(p => "  " + p))}"
                : $"{call.Resource.Kind} in version \"{call.Resource.Version}\" cannot be handled as a {call.Resource.Kind}: strict decoding error: {string.Join(", ", all)}");
        }

        call.Warnings.AddRange(all);
    }

    private static ApiStatusException VersionMismatch(ResourceCall call, JsonObject raw) => ApiErrors.BadRequest(
        $"the API version in the data ({raw.ApiVersion}) does not match the expected API version ({call.Resource.ApiVersion})");

    private static ApiStatusException NamespaceMismatch() =>
        ApiErrors.BadRequest("the namespace of the provided object does not match the namespace sent on the request");

    private static void CheckIdentity(ResourceCall call, JsonObject value)
    {
        if (value.Name != call.Name)
        {
            throw ApiErrors.BadRequest(value.Name.Length == 0
                ? $"the name of the object ({call.Name} based on URL) was undeterminable: name must be provided"
                : $"the name of the object ({value.Name}) does not match the name on the URL ({call.Name})");
        }

        if (call.Namespace.Length > 0 && value.Namespace.Length > 0 && value.Namespace != call.Namespace)
        {
            throw NamespaceMismatch();
        }

    }

    private static void CheckUid(ResourceCall call, JsonObject value, JsonObject? existing)
    {
        if (existing is null || value.Uid.Length == 0 || value.Uid == existing.Uid)
        {
            return;
        }

        var key = $"/registry/{(call.Group.Length > 0 ? call.Group + "/" : "")}{call.Plural}/{call.Key.Path}";
        throw call.Conflict(
            $"StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {value.Uid}, UID in object meta: {existing.Uid}");
    }
}
