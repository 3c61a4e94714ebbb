using Kube.Testing.Admission;
using Kube.Testing.Auth;
using Kube.Testing.Conversion;
using Kube.Testing.Discovery;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Resources;

namespace Kube.Testing.Serving;

/// <summary>The whole server as a function from request to answer.</summary>
internal sealed class RequestHandler
{
    private readonly ServerState _state;
    private readonly DiscoveryEndpoint _discovery;
    private readonly ReadEndpoint _read;
    private readonly WatchEndpoint _watch;
    private readonly WriteEndpoint _write;
    private readonly DeleteEndpoint _delete;
    private readonly ScaleEndpoint _scale;
    private readonly Authorizer _authorizer;
    private readonly ReviewEndpoint _reviews;
    private readonly TokenEndpoint _tokens;
    private readonly EvictionEndpoint _evictions;
    private readonly BindingEndpoint _bindings;

    public RequestHandler(ServerState state)
    {
        _state = state;
        var conversion = new ObjectConversion(new(state.Webhooks));
        var access = new ObjectAccess(conversion);
        var presentation = new Presentation(state);
        _authorizer = new(state);
        var admission = new AdmissionChain(state, access, conversion, _authorizer);
        var writer = new ObjectWriter(state, access, admission);
        _discovery = new(state);
        _read = new(state, access, presentation);
        _watch = new(state, access, presentation);
        _write = new(state, access, writer, presentation);
        _scale = new(state, access, writer, presentation);
        _delete = new(state, access, writer, _read, admission, presentation);
        Writer = writer;
        Authenticator = new(state);
        _reviews = new(state, _authorizer, Authenticator);
        _tokens = new(state, Authenticator);
        _evictions = new(state, _delete);
        _bindings = new(state);
    }

    /// <summary>Who knows tokens and users.</summary>
    public Authenticator Authenticator { get; }

    /// <summary>The way objects enter the store; the server's own controllers use it, too.</summary>
    public ObjectWriter Writer { get; }

    public DeleteEndpoint Deleter => _delete;

    public async Task<ServerResponse> HandleAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await RouteAsync(request, Authenticator.Authenticate(request), cancellationToken);
        }
        catch (ApiStatusException error)
        {
            return error.ToResponse();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A fault of this server must be seen, and must not look like a dropped connection.
            return ApiErrors.InternalError($"the embedded API server failed: {error}").ToResponse();
        }
    }

    private async Task<ServerResponse> RouteAsync(ServerRequest request, User user, CancellationToken cancellationToken)
    {
        if (request.Body.Length > _state.Options.MaxRequestBodyBytes)
        {
            throw ApiErrors.TooLarge(_state.Options.MaxRequestBodyBytes);
        }

        var segments = RequestPath.Segments(request.RawPath);
        var path = RequestPath.Parse(segments) is { Plural.Length: > 0 } parsed ? parsed : null;
        var access = path is null
            ? AccessAttributes.OfPath(request.Method.ToLowerInvariant(), request.RawPath)
            : new(
                path.Verb(request), path.Group, path.Plural, path.Subresource, path is { Plural: "namespaces", Group: "" } ? path.Name : path.Namespace, path.Name, "");
        user = Impersonate(request, user, access);
        _authorizer.Check(user, access);
        if (path is null)
        {
            return _discovery.Handle(request, segments);
        }

        if (_state.Registry.Find(path.Group, path.Version, path.Plural) is not { } resource)
        {
            // A group served by nobody is unknown to the multiplexer; a resource unknown to a group that is served is a Status.
            return path.Group.Length == 0 || _state.Registry.BuiltIns.Any(r => r.Group == path.Group)
                ? throw ApiErrors.UnknownResource()
                : ServerResponse.PathNotFound;
        }

        var call = new ResourceCall
        {
            Http = request,
            Resource = resource,
            Verb = path.Verb(request),
            Namespace = path is { Plural: "namespaces", Group: "" } ? "" : path.Namespace,
            Name = path.Name,
            Subresource = path.Subresource,
            User = user,
        };
        ServerResponse response;
        try
        {
            response = resource.Custom is null ? await BuiltInAsync(call, cancellationToken) : await CustomAsync(call, cancellationToken);
        }
        catch (ApiStatusException error)
        {
            response = error.ToResponse() with { Warnings = call.Warnings };
            response = ProtobufStatus.IsAskedFor(request) ? ProtobufStatus.Encode(error, response) : response;
        }

        response = response with { Audit = call.Audit };
        return request.Method == "HEAD" ? response with { Body = default } : response;
    }

    /// <summary>The user the request acts as.</summary>
    private User Impersonate(ServerRequest request, User user, AccessAttributes access)
    {
        if (Authenticator.Impersonated(request) is not { } other)
        {
            return user;
        }

        return MayImpersonate(user, other, request)
            ? other
            : throw Authorizer.Denied(user, access with { Verb = $"impersonate-on:user-info:{access.Verb}" });
    }

    /// <summary>Each part of the other identity needs its own right: the user or service account, the groups, the id and the extras that were asked for.</summary>
    private bool MayImpersonate(User user, User other, ServerRequest request)
    {
        const string Authentication = "authentication.k8s.io";
        var who = other.Name.Split(':') is ["system", "serviceaccount", var ns, var name]
            ? new AccessAttributes("impersonate", "", "serviceaccounts", "", ns, name, "")
            : new AccessAttributes("impersonate", "", "users", "", "", other.Name, "");
        return _authorizer.Allows(user, who)
            && request.HeaderValues("Impersonate-Group").All(g => _authorizer.Allows(user, new("impersonate", "", "groups", "", "", g, "")))
            && (other.Uid.Length == 0 || _authorizer.Allows(user, new("impersonate", Authentication, "uids", "", "", other.Uid, "")))
            && other.Extra.All(e => e.Value.All(v => _authorizer.Allows(user, new("impersonate", Authentication, "userextras", e.Key, "", v, ""))));
    }

    private Task<ServerResponse> CustomAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        if (call.Resource.IsNamespaced ? call.Namespace.Length == 0 && call.Verb is not ("list" or "watch") : call.Namespace.Length > 0)
        {
            return Task.FromResult(ServerResponse.PathNotFound);
        }

        if (call.Resource.Custom!.DeprecationWarning is { } warning)
        {
            call.Warnings.Add(warning);
        }

        switch (call.Subresource)
        {
            case "":
                break;
            case "status" when call.Resource.Subresource("status") is { } status:
                return status.Verbs.Contains(call.Verb) ? DispatchAsync(call, cancellationToken) : throw NotSupported(call);
            case "scale" when call.Resource.Subresource("scale") is { } scale:
                return scale.Verbs.Contains(call.Verb) ? _scale.HandleAsync(call, cancellationToken) : throw NotSupported(call);
            default:
                throw call.NotFound();
        }

        if (call.Verb == "create" && IsTerminating(call))
        {
            throw ApiErrors.Forbidden(call.Group, call.Plural, CreatedName(call), "create not allowed while custom resource definition is terminating");
        }

        return call.Resource.Has(call.Verb) ? DispatchAsync(call, cancellationToken) : throw NotSupported(call);
    }

    private bool IsTerminating(ResourceCall call) =>
        _state.Store.Of("apiextensions.k8s.io", "customresourcedefinitions").Current[new("", call.Resource.Custom!.Definition.Name)]?.IsDeleting == true;

    private static string CreatedName(ResourceCall call) => BodyReader.ReadObject(call.Http, call.Resource.Kind, []).Name;

    private Task<ServerResponse> BuiltInAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        if (call.Resource.IsNamespaced ? call.Namespace.Length == 0 && call.Verb is not ("list" or "watch") : call.Namespace.Length > 0)
        {
            throw call.Name.Length == 0 && call.Verb == "create" ? ApiErrors.MethodNotAllowed() : ApiErrors.UnknownResource();
        }

        if (call.Subresource.Length > 0)
        {
            var subresource = call.Resource.Subresource(call.Subresource) ?? throw ApiErrors.UnknownResource();
            return !subresource.Verbs.Contains(call.Verb)
                ? throw ApiErrors.MethodNotAllowed()
                : subresource.Kind == "Scale" ? _scale.HandleAsync(call, cancellationToken) : DispatchAsync(call, cancellationToken);
        }

        return call.Resource.Has(call.Verb) && !(call.Name.Length > 0 && call.Verb == "create") && !(call.Name.Length == 0 && call.Verb is "update" or "patch")
            ? DispatchAsync(call, cancellationToken)
            : throw ApiErrors.MethodNotAllowed();
    }

    private async Task<ServerResponse> DispatchAsync(ResourceCall call, CancellationToken cancellationToken) => call.Verb switch
    {
        "get" or "create" when call is { Group: "", Plural: "pods", Subresource: "log" or "exec" or "attach" or "portforward" } => await WithoutNodeAsync(call, cancellationToken),
        _ when call is { Group: "", Subresource: "proxy" } => throw ApiErrors.UnknownResource(),
        "get" => await _read.GetAsync(call, cancellationToken),
        "list" => await _read.ListAsync(call, cancellationToken),
        "watch" => _watch.Watch(call, cancellationToken),
        "create" when ReviewEndpoint.Answers(call) => _reviews.Answer(call),
        "create" when call is { Group: "", Plural: "serviceaccounts", Subresource: "token" } => _tokens.Issue(call),
        "create" when call is { Group: "", Plural: "pods", Subresource: "eviction" } => await _evictions.EvictAsync(call, cancellationToken),
        "create" when call is { Group: "", Plural: "pods", Subresource: "binding" } or { Group: "", Plural: "bindings" } => _bindings.Bind(call),
        "create" => await _write.CreateAsync(call, cancellationToken),
        "update" => await _write.ReplaceAsync(call, cancellationToken),
        "patch" => await _write.PatchAsync(call, cancellationToken),
        "delete" => await _delete.DeleteAsync(call, cancellationToken),
        "deletecollection" => await _delete.DeleteCollectionAsync(call, cancellationToken),
        _ => throw NotSupported(call),
    };

    // No pod here runs anywhere: what a real server says of one that no node has yet.
    private async Task<ServerResponse> WithoutNodeAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        await _read.GetAsync(call, cancellationToken);
        throw ApiErrors.BadRequest($"pod {call.Name} does not have a host assigned");
    }

    private static ApiStatusException NotSupported(ResourceCall call) => ApiErrors.MethodNotSupported(call.Group, call.Plural, call.Verb);
}
