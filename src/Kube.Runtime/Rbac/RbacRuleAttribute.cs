namespace Kube.Runtime;

/// <summary>A permission that a controller needs and that cannot be seen from its code; the build writes it into the roles beside the CRDs.</summary>
/// <remarks>
/// What controllers register and what reconcilers call through <see cref="Kube.Client.Api{T}"/> the build sees by itself (docs/rbac.md). Lists are separated by commas, so that every argument is a plain string
/// that the build reads from the assembly's metadata without loading it.
/// </remarks>
/// <param name="group">The API group; empty for the core group.</param>
/// <param name="resources">Plural names and subresources, such as <c>deployments,deployments/status</c>.</param>
/// <param name="verbs">Verbs, such as <c>get,list,watch,create,patch</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class RbacRuleAttribute(string group, string resources, string verbs) : Attribute
{
    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; } = group;

    /// <summary>Plural names and subresources, separated by commas.</summary>
    public string Resources { get; } = resources;

    /// <summary>Verbs, separated by commas.</summary>
    public string Verbs { get; } = verbs;

    /// <summary>Only objects of these names, separated by commas; unset for all. Does not restrict <c>list</c>, <c>watch</c> and <c>create</c>.</summary>
    public string? ResourceNames { get; set; }

    /// <summary>The one namespace the rule is for, as a Role; unset for the controller's own scope.</summary>
    public string? Namespace { get; set; }
}
