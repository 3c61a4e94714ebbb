using System.Buffers;
using System.Text.Json;
using Kube.Models;

namespace Kube.Client;

/// <summary>Asks the server about access: what one may do, who one is, and tokens for service accounts.</summary>
public static class AccessReviews
{
    private static readonly ResourceType SelfSubjectAccessReview = new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", ResourceScope.Cluster);
    private static readonly ResourceType SelfSubjectReview = new("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", ResourceScope.Cluster);

    /// <summary>Asks whether the client's user may do something to resources of a type.</summary>
    /// <param name="client">The client.</param>
    /// <param name="verb">The verb, such as <c>get</c>, <c>watch</c>, <c>create</c>; <c>*</c> for all.</param>
    /// <param name="type">The resource type.</param>
    /// <param name="ns">The namespace; <see langword="null"/> for all, and for cluster-scoped types.</param>
    /// <param name="name">The object; <see langword="null"/> for any.</param>
    /// <param name="subresource">The subresource; <see langword="null"/> for the object itself.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">The server refuses to answer.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static Task<AccessDecision> CanIAsync(
        this KubeClient client, string verb, ResourceType type, string? ns = null, string? name = null, string? subresource = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(verb);
        ArgumentNullException.ThrowIfNull(type);
        return DecideAsync(client, spec =>
        {
            spec.WriteStartObject("resourceAttributes"u8);
            if (ns is not null) spec.WriteString("namespace"u8, ns);
            spec.WriteString("verb"u8, verb);
            spec.WriteString("group"u8, type.Group);
            spec.WriteString("version"u8, type.Version);
            spec.WriteString("resource"u8, type.Plural);
            if (subresource is not null) spec.WriteString("subresource"u8, subresource);
            if (name is not null) spec.WriteString("name"u8, name);
            spec.WriteEndObject();
        }, cancellationToken);
    }

    /// <summary>Asks whether the client's user may do something to a path that belongs to no resource, such as <c>/metrics</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="verb">The verb: <c>get</c>, <c>post</c>…; <c>*</c> for all.</param>
    /// <param name="path">The path, which starts with a slash.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">The server refuses to answer.</exception>
    /// <exception cref="ArgumentException">The path does not start with a slash.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static Task<AccessDecision> CanIAsync(this KubeClient client, string verb, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(verb);
        if (!path.StartsWith('/')) throw new ArgumentException($"A path starts with a slash, '{path}' does not; for a resource give its type.", nameof(path));
        return DecideAsync(client, spec =>
        {
            spec.WriteStartObject("nonResourceAttributes"u8);
            spec.WriteString("path"u8, path);
            spec.WriteString("verb"u8, verb);
            spec.WriteEndObject();
        }, cancellationToken);
    }

    /// <summary>Asks who the server takes the client for.</summary>
    /// <returns>The user: its name, such as <c>system:serviceaccount:default:robot</c>, UID, groups and extra facts.</returns>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static async Task<V1UserInfo> WhoAmIAsync(this KubeClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var request = Requests.Create(SelfSubjectReview, null, Review(SelfSubjectReview, null)) with { IsRepeatable = true };
        var review = await client.RequestAsync<V1SelfSubjectReview>(request, cancellationToken).ConfigureAwait(false);
        return review.Status?.UserInfo ?? throw new KubeSerializationException("the answer names no user", "$.status.userInfo", targetType: nameof(V1SelfSubjectReview));
    }

    /// <summary>Makes a token for a service account.</summary>
    /// <exception cref="KubeApiException">There is no such service account, or it is forbidden.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static Task<ServiceAccountToken> CreateTokenAsync(
        this KubeClient client, string ns, string serviceAccount, TokenParams? parameters = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.CallAsync(
            Requests.CreateToken(ns, serviceAccount, parameters),
            static (_, json) => JsonFacts.Read(json, "TokenRequest", root =>
            {
                var status = root.GetProperty("status");
                return new ServiceAccountToken(status.GetProperty("token").GetString() ?? "", status.GetProperty("expirationTimestamp").GetDateTimeOffset());
            }), cancellationToken);
    }

    // A review changes nothing: it may be repeated.
    private static Task<AccessDecision> DecideAsync(KubeClient client, Action<Utf8JsonWriter> spec, CancellationToken cancellationToken) => client.CallAsync(
        Requests.Create(SelfSubjectAccessReview, null, Review(SelfSubjectAccessReview, spec)) with { IsRepeatable = true }, static (_, json) => AccessDecision.Read(json), cancellationToken);

    private static ReadOnlyMemory<byte> Review(ResourceType type, Action<Utf8JsonWriter>? spec)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion"u8, type.ApiVersion);
            writer.WriteString("kind"u8, type.Kind);
            if (spec is not null)
            {
                writer.WriteStartObject("spec"u8);
                spec(writer);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}

/// <summary>Whether something is allowed.</summary>
/// <param name="IsAllowed">Whether it is.</param>
/// <param name="IsDenied">Whether it is denied for certain; when neither holds, no rule allows it.</param>
/// <param name="Reason">Why, as far as the authorizer says.</param>
public sealed record AccessDecision(bool IsAllowed, bool IsDenied, string? Reason)
{
    internal static AccessDecision Read(ReadOnlySpan<byte> json) => JsonFacts.Read(json, "SelfSubjectAccessReview", root =>
    {
        var status = root.GetProperty("status");
        return new AccessDecision(
            status.TryGetProperty("allowed", out var allowed) && allowed.GetBoolean(),
            status.TryGetProperty("denied", out var denied) && denied.GetBoolean(),
            status.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    });
}

/// <summary>A token for a service account.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record ServiceAccountToken(string Token, DateTimeOffset ExpiresAt)
{
    /// <summary>When it ends, never the token.</summary>
    public override string ToString() => $"ServiceAccountToken {{ ExpiresAt = {ExpiresAt:O} }}";
}
