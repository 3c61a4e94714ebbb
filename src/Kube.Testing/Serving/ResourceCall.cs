using Kube.Schema.Json;
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

    /// <summary>Warnings for the client, in order.</summary>
    public List<string> Warnings { get; init; } = [];

    public string Group => Resource.Group;

    public string Plural => Resource.Plural;

    public bool IsCustom => Resource.Custom is not null;

    public StoreKey Key => new(Namespace, Name);

    /// <summary>The error for a missing object of this path.</summary>
    public ApiStatusException NotFound() => ApiErrors.NotFound(Group, Plural, Name);

    public ApiStatusException Conflict(string problem) => ApiErrors.Conflict(Group, Plural, Name, problem);

    /// <summary>The error for an object that breaks rules.</summary>
    public ApiStatusException Invalid(string name, IReadOnlyList<FieldCause> causes) => ApiErrors.Invalid(Group, Resource.Kind, name, causes);
}
