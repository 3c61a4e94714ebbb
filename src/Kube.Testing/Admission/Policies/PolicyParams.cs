using Kube.Schema.Json;
using Kube.Testing.Objects;
using Kube.Testing.Resources;
using Kube.Testing.Selectors;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission.Policies;

/// <summary>A policy or a binding that cannot work as it is configured.</summary>
internal sealed class PolicyConfigurationException(string message) : Exception(message);

/// <summary>Finds the parameters that a binding names.</summary>
internal sealed class PolicyParams(ServerState state, ObjectAccess access)
{
    /// <summary>The parameters, each for an evaluation of its own; one null where the policy has none, none at all where the binding allows that they are missing.</summary>
    /// <param name="paramKind">The policy's kind of parameters.</param>
    /// <param name="paramRef">Which of them the binding names.</param>
    /// <param name="namespace">The namespace of the write; empty at the cluster scope.</param>
    /// <param name="cancellationToken">Stops waiting for conversion webhooks.</param>
    /// <exception cref="PolicyConfigurationException">They cannot be found, and must be.</exception>
    public async ValueTask<IReadOnlyList<JsonObject?>> FindAsync(JsonObject? paramKind, JsonObject? paramRef, string @namespace, CancellationToken cancellationToken)
    {
        if (paramKind is null || paramRef is null)
        {
            return [null];
        }

        var resource = Resource(paramKind)!;
        var own = paramRef.GetString("namespace") ?? "";
        if (resource.IsNamespaced && own.Length == 0 && @namespace.Length == 0)
        {
            throw new PolicyConfigurationException("cannot use namespaced paramRef in policy binding that matches cluster-scoped resources");
        }

        if (!resource.IsNamespaced && own.Length > 0)
        {
            throw new PolicyConfigurationException("paramRef.namespace must not be provided for a cluster-scoped `paramKind`");
        }

        var place = !resource.IsNamespaced ? "" : own.Length > 0 ? own : @namespace;
        var found = Stored(resource, place, paramRef).ToList();
        if (found.Count == 0 && paramRef.GetString("parameterNotFoundAction") == "Deny")
        {
            throw new PolicyConfigurationException("no params found for policy binding with `Deny` parameterNotFoundAction");
        }

        return [.. await access.ReadAsync(resource, found, cancellationToken)];
    }

    /// <summary>The resource of a kind of parameters, or none where it is not served.</summary>
    public ApiResource? Resource(JsonObject paramKind) => Resource(state, paramKind);

    /// <summary>The resource of a kind of parameters, or none where it is not served.</summary>
    public static ApiResource? Resource(ServerState state, JsonObject paramKind)
    {
        var apiVersion = paramKind.GetString("apiVersion") ?? "";
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return state.Registry.FindKind(slash < 0 ? "" : apiVersion[..slash], apiVersion[(slash + 1)..], paramKind.GetString("kind") ?? "");
    }

    private IEnumerable<JsonObject> Stored(ApiResource resource, string @namespace, JsonObject paramRef)
    {
        var collection = state.StoreOf(resource).Current;
        if (paramRef.GetString("name") is { Length: > 0 } name)
        {
            return collection[new(@namespace, name)] is { } one ? [one] : [];
        }

        var selector = LabelFilter.From(paramRef.GetObject("selector") ?? throw new PolicyConfigurationException("one of name or selector must be provided"));
        return collection.In(@namespace).Select(o => o.Value).Where(o => selector.Matches(o.Labels));
    }
}
