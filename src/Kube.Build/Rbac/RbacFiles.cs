using System.Text;

namespace Kube.Build;

/// <summary>The YAML file of what an assembly's controllers need.</summary>
internal static class RbacFiles
{
    public const string What = "RBAC roles";

    public const string PathProperty = "KubeRbacOutputPath";

    /// <summary>One file, or none for an assembly without controllers.</summary>
    public static ManifestFiles Plan(string assemblyPath, IEnumerable<string> references, string folder, RbacSettings settings)
    {
        var read = AssemblyPermissions.Read(assemblyPath, references);
        if (read.Permissions.Count == 0 && read.Unknown.Count == 0)
            return new ManifestFiles(folder, []);
        var text = new StringBuilder();
        text.Append($"# Generated from {Path.GetFileNameWithoutExtension(assemblyPath)}: what its controllers register and call. Do not edit: what is missing is said by [RbacRule].\n");
        foreach (var unknown in read.Unknown)
            text.Append($"# Not in here, say it by [RbacRule]: {unknown}.\n");
        text.Append(RbacManifest.Write(read.Permissions, settings));
        return new ManifestFiles(folder, [new ManifestFile(Path.Combine(folder, settings.Name + ".yaml"), text.ToString())]);
    }
}
