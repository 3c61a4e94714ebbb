using System.Globalization;
using System.Text;
using System.Text.Json;
using Kube.Client;

namespace Kube.Conformance.ClientRequests;

/// <summary>A recorded request said again with <see cref="Api{T}"/> and the request builder.</summary>
/// <remarks>Some recorded requests no typed call would make: malformed on purpose, or with parameters that are another call's. <see cref="Unsaid"/> tells why; they are sent as plain data.</remarks>
public sealed class RecordedCall
{
    private static readonly Dictionary<string, string[]> Parameters = new()
    {
        ["get"] = ["resourceVersion"],
        ["list"] = ["labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "timeoutSeconds"],
        ["watch"] = ["watch", "labelSelector", "fieldSelector", "resourceVersion", "allowWatchBookmarks", "sendInitialEvents", "resourceVersionMatch", "timeoutSeconds"],
        ["create"] = ["dryRun", "fieldManager", "fieldValidation"],
        ["replace"] = ["dryRun", "fieldManager", "fieldValidation"],
        ["patch"] = ["dryRun", "fieldManager", "fieldValidation", "force"],
        ["delete"] = [],
        ["deletecollection"] = ["labelSelector", "fieldSelector", "limit", "continue", "resourceVersion", "resourceVersionMatch", "timeoutSeconds"],
    };

    private readonly RecordedExchange _exchange;
    private readonly Dictionary<string, string> _query;
    private readonly ResourceType? _type;
    private readonly string? _namespace;
    private readonly string? _name;
    private readonly string? _subresource;

    public RecordedCall(RecordedExchange exchange)
    {
        _exchange = exchange;
        _query = exchange.Query.DistinctBy(q => q.Key).ToDictionary(q => q.Key, q => q.Value);
        var parts = exchange.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var rest = parts is ["api", _, _, ..] ? parts[2..] : parts is ["apis", _, _, _, ..] ? parts[3..] : null;
        if (rest is null || exchange.Path.EndsWith('/')) return;
        var (group, version) = parts[0] == "api" ? ("", parts[1]) : (parts[1], parts[2]);
        var scope = ResourceScope.Cluster;
        if (rest is ["namespaces", var ns, var plural, ..] && !(group.Length == 0 && plural is "status" or "finalize"))
        {
            (_namespace, scope, rest) = (ns, ResourceScope.Namespaced, rest[2..]);
        }
        // Collections of namespaced types over all namespaces look like cluster-scoped ones; the URL is the same.
        _type = new ResourceType(group, version, "Recorded", rest[0], scope);
        _name = rest.Count > 1 ? rest[1] : null;
        _subresource = rest.Count > 2 ? string.Join('/', rest[2..]) : null;
        Verb = (exchange.Method, _name) switch
        {
            ("GET", null) when exchange.IsWatch || _query.ContainsKey("watch") => "watch",
            ("GET", null) => "list",
            ("GET", _) => "get",
            ("POST", null) => "create",
            ("POST", _) when _subresource is not null => "create",
            ("PUT", not null) => "replace",
            ("PATCH", not null) => "patch",
            ("DELETE", null) => "deletecollection",
            ("DELETE", _) => "delete",
            _ => null,
        };
    }

    public string? Verb { get; }

    /// <summary>Why no typed call and no function of the request builder says this; null when one does.</summary>
    public string? Unsaid
    {
        get
        {
            if (_exchange.Method is not ("GET" or "POST" or "PUT" or "PATCH" or "DELETE")) return "method";
            if (_type is null) return _exchange.Method == "GET" && _exchange.ContentType is null ? null : "not a resource's URL";
            if (Verb is null) return "verb and URL do not fit";
            if (_exchange.Query.Count != _query.Count) return "a query parameter twice";
            if (_query.Keys.Any(k => !Parameters[Verb].Contains(k) && !(k == "includeObject" && AsTable))) return "a query parameter that the typed calls do not have there";
            if (!QueryFits()) return "a query value that the typed calls do not take";
            // Where the server is laxer than its documentation, the client keeps to the documentation.
            if (_query.ContainsKey("sendInitialEvents") && !_query.ContainsKey("allowWatchBookmarks")) return "sendInitialEvents without bookmarks, whose end nobody would see";
            if (_query.ContainsKey("continue") && _query.ContainsKey("resourceVersion")) return "resourceVersion beside a continue token";
            if (_exchange.Body is { ValueKind: JsonValueKind.String } text && text.GetString() is "") return "an empty body";
            return Verb switch
            {
                "delete" when _subresource is not null => "a subresource is not deleted",
                "delete" or "deletecollection" => ReadDelete(out _) ? null : "delete options that the typed calls do not have",
                "create" or "replace" or "patch" => null,
                _ => _exchange.Body is null ? null : "a body with a GET",
            };
        }
    }

    private bool AsTable => _exchange.Accept?.StartsWith(MediaTypes.Table, StringComparison.Ordinal) == true;

    /// <summary>Sends the request as plain data, which can say everything that HTTP can.</summary>
    public Task<byte[]> SendRawAsync(KubeClient client, CancellationToken cancellationToken) => client.RequestBytesAsync(
        new ApiRequest
        {
            Method = new HttpMethod(_exchange.Method),
            Path = _exchange.Path,
            Query = RawQuery(),
            Verb = Verb ?? "raw",
            Accept = _exchange.Accept,
            ContentType = _exchange.ContentType,
            Body = Bytes(),
            IsRepeatable = false,
        }, cancellationToken);

    /// <summary>Makes the call; the answer is what came of it, decoded.</summary>
    public async Task<object?> SendAsync(KubeClient client, CancellationToken cancellationToken)
    {
        if (_type is null) return await client.RequestBytesAsync(RawRequest(), cancellationToken);
        if (_exchange.Accept is MediaTypes.PartialMetadata or MediaTypes.PartialMetadataList)
            return await SendAsync(client.For<PartialObjectMetadata>(_type, _namespace), cancellationToken);
        if (_exchange.Accept is not null || OtherContentType) return await client.RequestBytesAsync(Built(), cancellationToken);
        return await SendAsync(client.For<DynamicResource>(_type, _namespace), cancellationToken);
    }

    private async Task<object?> SendAsync<T>(Api<T> api, CancellationToken cancellationToken) where T : class, IKubeObject<T>
    {
        var client = api.Client;
        switch (Verb)
        {
            case "get" when _subresource is not null: return await api.GetSubresourceAsync<DynamicResource>(_name!, _subresource, Get(), cancellationToken);
            case "get": return await api.GetAsync(_name!, Get(), cancellationToken);
            case "list": return await api.ListAsync(List(), cancellationToken);
            case "watch":
                var events = new List<WatchEvent<T>>();
                await foreach (var change in api.WatchAsync(Watch(), cancellationToken)) events.Add(change);
                return events;
            case "delete": return await api.DeleteAsync(_name!, Delete(), cancellationToken);
            case "deletecollection": return await api.DeleteCollectionAsync(List(), Delete(), cancellationToken);
            case "patch":
                var patch = MakePatch();
                return _subresource switch
                {
                    null => await api.PatchAsync(_name!, patch, PatchParameters(), cancellationToken),
                    "status" => await api.PatchStatusAsync(_name!, patch, PatchParameters(), cancellationToken),
                    var other => await api.PatchSubresourceAsync<DynamicResource>(_name!, other, patch, PatchParameters(), cancellationToken),
                };
        }
        // What a person would write goes through the typed calls; what is broken on purpose goes as it is.
        var (create, replace) = (Create(), Replace());
        var typed = typeof(T) == typeof(DynamicResource) && (Verb == "create" ? _subresource is null : _subresource is null or "status");
        if (typed && TryReadObject<T>() is { } value && (Verb == "create" || value.Metadata.Name == _name))
        {
            if (Verb == "create") return await api.CreateAsync(value, create, cancellationToken);
            return _subresource is null ? await api.ReplaceAsync(value, replace, cancellationToken) : await api.ReplaceStatusAsync(value, replace, cancellationToken);
        }
        var request = (Verb, _subresource) switch
        {
            ("create", null) => Requests.Create(_type!, _namespace, Bytes(), create),
            ("create", var sub) => Requests.CreateSubresource(_type!, _namespace, _name!, sub, Bytes(), create),
            (_, null) => Requests.Replace(_type!, _namespace, _name!, Bytes(), replace),
            (_, var sub) => Requests.ReplaceSubresource(_type!, _namespace, _name!, sub, Bytes(), replace),
        };
        return await client.RequestBytesAsync(request with { Accept = _exchange.Accept }, cancellationToken);
    }

    private ApiRequest RawRequest() => Requests.Raw(_exchange.Path, RawQuery()) with { Accept = _exchange.Accept };

    private string RawQuery() => string.Join('&', _exchange.Query.Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value)}"));

    private bool OtherContentType => Verb switch
    {
        "create" or "replace" => _exchange.ContentType is not MediaTypes.Json,
        "patch" => _exchange.ContentType is not (MediaTypes.MergePatch or MediaTypes.JsonPatch or MediaTypes.StrategicPatch or MediaTypes.ApplyPatch),
        _ => false,
    };

    /// <summary>The request as the builder makes it, with the media types of the recording.</summary>
    private ApiRequest Built()
    {
        var request = Verb switch
        {
            "get" when _subresource is not null => Requests.GetSubresource(_type!, _namespace, _name!, _subresource, Get()),
            "get" => Requests.Get(_type!, _namespace, _name!, Get()),
            "list" => Requests.List(_type!, _namespace, List()),
            "watch" => Requests.Watch(_type!, _namespace, Watch()),
            "delete" => Requests.Delete(_type!, _namespace, _name!, Delete()),
            "deletecollection" => Requests.DeleteCollection(_type!, _namespace, List(), Delete()),
            "create" when _subresource is not null => Requests.CreateSubresource(_type!, _namespace, _name!, _subresource, Bytes(), Create()),
            "create" => Requests.Create(_type!, _namespace, Bytes(), Create()),
            "replace" => Requests.ReplaceSubresource(_type!, _namespace, _name!, _subresource, Bytes(), Replace()),
            _ => Requests.PatchSubresource(_type!, _namespace, _name!, _subresource, MakePatch(), PatchParameters()),
        };
        if (AsTable) request = request.AsTable(Text("includeObject") is { } rows ? Enum.Parse<TableRows>(rows) : null);
        return request with { Accept = _exchange.Accept, ContentType = _exchange.ContentType };
    }

    private CreateParams Create() => new() { DryRun = DryRun, FieldManager = Text("fieldManager"), FieldValidation = Validation };

    private ReplaceParams Replace() => new() { DryRun = DryRun, FieldManager = Text("fieldManager"), FieldValidation = Validation };

    private T? TryReadObject<T>() where T : class, IKubeObject<T>
    {
        if (_exchange.Body is not { ValueKind: JsonValueKind.Object } body || !body.TryGetProperty("metadata", out _) || !body.TryGetProperty("kind", out _) || !body.TryGetProperty("apiVersion", out _)) return null;
        try
        {
            return Kube.Json.KubeJson.Deserialize<T>(body.GetRawText());
        }
        catch (KubeSerializationException)
        {
            return null;
        }
    }

    private byte[] Bytes() => _exchange.Body switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => Encoding.UTF8.GetBytes(text.GetString()!),
        { } json => Encoding.UTF8.GetBytes(json.GetRawText()),
    };

    private Patch MakePatch() => _exchange.ContentType switch
    {
        MediaTypes.MergePatch => Patch.Merge(Bytes()),
        MediaTypes.JsonPatch => Patch.Json(Bytes()),
        MediaTypes.StrategicPatch => Patch.Strategic(Bytes()),
        _ => Patch.Apply(Bytes()),
    };

    private bool QueryFits() =>
        Fits("dryRun", v => v == "All") && Fits("fieldValidation", v => Enum.TryParse<FieldValidation>(v, out _)) && Fits("force", v => v == "true")
        && Fits("limit", v => int.TryParse(v, out var n) && n > 0) && Fits("timeoutSeconds", v => int.TryParse(v, out var n) && n > 0)
        && Fits("resourceVersionMatch", v => Enum.TryParse<ResourceVersionMatch>(v, out _)) && Fits("watch", v => v == "true")
        && Fits("allowWatchBookmarks", v => v == "true") && Fits("sendInitialEvents", v => v == "true")
        && Fits("includeObject", v => Enum.TryParse<TableRows>(v, out _))
        && Fits("labelSelector", v => v.Length > 0 && Selector.TryParse(v, out _)) && Fits("fieldSelector", v => v.Length > 0 && FieldSelector.TryParse(v, out _))
        && (Verb != "watch" || _query.ContainsKey("resourceVersionMatch") == _query.ContainsKey("sendInitialEvents"));

    private bool Fits(string name, Func<string, bool> test) => !_query.TryGetValue(name, out var value) || test(value);

    private GetParams Get() => new() { ResourceVersion = Text("resourceVersion") };

    private ListParams List() => new()
    {
        LabelSelector = Text("labelSelector") is { } labels ? Selector.Parse(labels) : null,
        FieldSelector = Text("fieldSelector") is { } fields ? FieldSelector.Parse(fields) : null,
        Limit = Text("limit") is { } limit ? int.Parse(limit, CultureInfo.InvariantCulture) : null,
        Continue = Text("continue"),
        ResourceVersion = Text("resourceVersion"),
        ResourceVersionMatch = Text("resourceVersionMatch") is { } match ? Enum.Parse<ResourceVersionMatch>(match) : null,
        Timeout = Text("timeoutSeconds") is { } seconds ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : null,
    };

    private WatchParams Watch() => new()
    {
        LabelSelector = List().LabelSelector,
        FieldSelector = List().FieldSelector,
        ResourceVersion = Text("resourceVersion"),
        AllowBookmarks = _query.ContainsKey("allowWatchBookmarks"),
        SendInitialEvents = _query.ContainsKey("sendInitialEvents"),
        Timeout = List().Timeout,
    };

    private PatchParams PatchParameters() => new() { DryRun = DryRun, FieldManager = Text("fieldManager"), FieldValidation = Validation, Force = Text("force") == "true" };

    private bool DryRun => Text("dryRun") == "All";

    private FieldValidation? Validation => Text("fieldValidation") is { } text ? Enum.Parse<FieldValidation>(text) : null;

    private string? Text(string name) => _query.GetValueOrDefault(name);

    private DeleteParams? Delete() => ReadDelete(out var parameters) ? parameters : throw new InvalidOperationException();

    private bool ReadDelete(out DeleteParams? parameters)
    {
        parameters = null;
        if (_exchange.Body is not { } body) return true;
        if (body.ValueKind != JsonValueKind.Object || _exchange.ContentType != MediaTypes.Json) return false;
        var read = new DeleteParams();
        foreach (var member in body.EnumerateObject())
        {
            switch (member.Name)
            {
                case "kind" when member.Value.GetString() == "DeleteOptions": break;
                case "apiVersion" when member.Value.GetString() == "v1": break;
                case "gracePeriodSeconds" when member.Value.TryGetInt64(out var grace) && grace >= 0: read = read with { GracePeriod = TimeSpan.FromSeconds(grace) }; break;
                case "propagationPolicy" when Enum.TryParse<PropagationPolicy>(member.Value.GetString(), out var policy): read = read with { PropagationPolicy = policy }; break;
                case "dryRun" when member.Value.GetRawText() == "[\"All\"]": read = read with { DryRun = true }; break;
                case "preconditions":
                    read = read with
                    {
                        Preconditions = new Preconditions
                        {
                            Uid = member.Value.TryGetProperty("uid", out var uid) ? uid.GetString() : null,
                            ResourceVersion = member.Value.TryGetProperty("resourceVersion", out var version) ? version.GetString() : null,
                        },
                    };
                    break;
                default: return false;
            }
        }
        // Options that say nothing are not sent by this client, and a body without kind is not what it writes.
        if (!body.TryGetProperty("kind", out _) || !body.TryGetProperty("apiVersion", out _) || read == new DeleteParams()) return false;
        parameters = read;
        return true;
    }
}
