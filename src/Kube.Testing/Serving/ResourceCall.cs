using Kube.Schema.Json;
using Kube.Testing.Admission;
using Kube.Testing.Auth;
using Kube.Testing.Http;
using Kube.Testing.Resources;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>One request for a resource, as its path and method tell it.</summary>
internal sealed record ResourceCall
{
    public required ServerRequest Http { get; init; }

    public required ApiResource Resource { get; init; }

    /// <summary>Such as <c>get</c> or <c>deletecollection</c>; empty for a method that is none.</summary>
    public required string Verb { get; init; }

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    public string Subresource { get; init; } = "";

    public User User { get; init; } = User.Anonymous;

    /// <summary>What admission sees instead of the object, where a subresource speaks another kind.</summary>
    public SubresourceView? View { get; init; }

    /// <summary>What admission noted for the audit log.</summary>
    public AuditAnnotations Audit { get; init; } = new();

    /// <summary>Warnings for the client, in order.</summary>
    public List<string> Warnings { get; init; } = [];

    public string Group => Resource.Group;

    public string Plural => Resource.Plural;

    public bool IsCustom => Resource.Custom is not null;

    public StoreKey Key => new(Namespace, Name);

    /// <summary>Tells the client something, once.</summary>
    public void Warn(string text)
    {
        // Webhooks of one request are asked at the same time.
        lock (Warnings)
        {
            if (!Warnings.Contains(text))
            {
                Warnings.Add(text);
            }
        }
    }

    /// <summary>The error for a missing object of this path.</summary>
    public ApiStatusException NotFound() => ApiErrors.NotFound(Group, Plural, Name);

    public ApiStatusException Conflict(string problem) => ApiErrors.Conflict(Group, Plural, Name, problem);

    /// <summary>The error for an object that breaks rules.</summary>
    public ApiStatusException Invalid(string name, IReadOnlyList<FieldCause> causes) => ApiErrors.Invalid(Group, Resource.Kind, name, causes);
}

/// <summary>A subresource that speaks a kind of its own, such as <c>scale</c>.</summary>
/// <param name="Subresource">Its name.</param>
/// <param name="Group">The group of its kind.</param>
/// <param name="Version">The version of its kind.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Show">The subresource's object for the object behind it.</param>
/// <param name="Change">The object behind it (first) as the subresource's object (second) wants it.</param>
internal sealed record SubresourceView(
    string Subresource, string Group, string Version, string Kind, Func<JsonObject, JsonObject> Show, Func<JsonObject, JsonObject, JsonObject> Change);
