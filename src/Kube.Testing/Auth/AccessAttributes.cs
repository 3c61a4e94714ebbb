namespace Kube.Testing.Auth;

/// <summary>What somebody wants to do.</summary>
/// <param name="Verb">Such as <c>get</c>.</param>
/// <param name="Group">The API group; empty for the core group.</param>
/// <param name="Resource">The plural; empty for a path that is no resource.</param>
/// <param name="Subresource">Empty for the object itself.</param>
/// <param name="Namespace">Empty at the cluster scope.</param>
/// <param name="Name">Empty for a collection.</param>
/// <param name="Path">The path, where it is no resource.</param>
internal sealed record AccessAttributes(string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string Path)
{
    /// <summary>The resource as rules name it: <c>pods</c> or <c>pods/log</c>.</summary>
    public string QualifiedResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public static AccessAttributes OfPath(string verb, string path) => new(verb, "", "", "", "", "", path);
}
