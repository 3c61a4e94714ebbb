namespace Kube.Runtime;

/// <summary>A permission that a reconciler needs; the build writes them as RBAC manifests beside the CRDs.</summary>
/// <remarks>
/// What a controller watches needs <c>get</c>, <c>list</c> and <c>watch</c>. Lists are separated by commas, so that every argument is a plain string
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
