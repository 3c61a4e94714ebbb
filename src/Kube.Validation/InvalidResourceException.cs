namespace Kube.Validation;

/// <summary>An object that an API server would refuse with 422 <c>Invalid</c>. The message is the one the server would answer with.</summary>
public sealed class InvalidResourceException : KubeException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="name">The object's name; empty where it has none.</param>
    /// <param name="errors">What is wrong with it.</param>
    public InvalidResourceException(ResourceType type, string name, ValidationErrors errors) : base(Describe(type, name, errors)) => Errors = errors;

    /// <summary>What is wrong with the object.</summary>
    public ValidationErrors Errors { get; }

    private static string Describe(ResourceType type, string name, ValidationErrors errors)
    {
        var texts = errors.Select(error => error.ToString()).Distinct(StringComparer.Ordinal).ToArray();
        var kind = type.Group.Length == 0 ? type.Kind : type.Kind + "." + type.Group;
        return $"{kind} \"{name}\" is invalid: {(texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]")}";
    }
}
