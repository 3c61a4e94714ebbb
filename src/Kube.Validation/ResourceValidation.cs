namespace Kube.Validation;

/// <summary>Checks custom resources in the process, offline: the same errors, in the same words, that an API server would answer with.</summary>
/// <remarks>
/// Generated resource types have these as members of their own (<c>Document.Validate(document)</c>, <c>document.EnsureValid()</c>); here they are for generic code.
/// See <see cref="ResourceValidator"/> for what is checked.
/// </remarks>
public static class ResourceValidation
{
    /// <summary>What an API server would say of <paramref name="resource"/> as a new object, after it filled in defaults.</summary>
    /// <returns>The errors in the server's order; empty for an object that it would accept.</returns>
    /// <exception cref="KubeSerializationException">The object holds what JSON cannot, such as a number that is not finite.</exception>
    public static ValidationErrors Validate<T>(T resource) where T : class, ICustomResource<T> =>
        ResourceValidator.For<T>().Validate(ResourceValidator.ToJson(resource));

    /// <summary>What an API server would say of <paramref name="updated"/> as a change of <paramref name="old"/>: also rules with <c>oldSelf</c> run, and errors of what did not change are forgiven.</summary>
    /// <inheritdoc cref="Validate{T}(T)"/>
    public static ValidationErrors ValidateUpdate<T>(T old, T updated) where T : class, ICustomResource<T> =>
        ResourceValidator.For<T>().ValidateUpdate(ResourceValidator.ToJson(old), ResourceValidator.ToJson(updated));

    /// <summary>What an API server would say of <paramref name="updated"/> as a change of <paramref name="old"/> through <c>/status</c>.</summary>
    /// <exception cref="InvalidOperationException">The type has no status subresource.</exception>
    /// <inheritdoc cref="Validate{T}(T)"/>
    public static ValidationErrors ValidateStatusUpdate<T>(T old, T updated) where T : class, ICustomResource<T> =>
        ResourceValidator.For<T>().ValidateStatusUpdate(ResourceValidator.ToJson(old), ResourceValidator.ToJson(updated));

    /// <summary>The object itself, if an API server would accept it as a new object.</summary>
    /// <exception cref="InvalidResourceException">It would not; the message is the server's.</exception>
    /// <exception cref="KubeSerializationException">The object holds what JSON cannot, such as a number that is not finite.</exception>
    public static T EnsureValid<T>(T resource) where T : class, ICustomResource<T>
    {
        var errors = Validate(resource);
        return errors.IsEmpty ? resource : throw new InvalidResourceException(T.Type, resource.Metadata.Name ?? "", errors);
    }
}
