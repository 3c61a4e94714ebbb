using Microsoft.Build.Framework;

namespace Kube.Build;

/// <summary>Fails the build where the committed roles are not what the assembly's controllers need.</summary>
public sealed class VerifyRbac : VerifyManifests
{
    /// <summary>The assemblies that it was compiled against, with method bodies: resource types are looked up in them.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The roles' name.</summary>
    [Required]
    public string RoleName { get; set; } = "";

    /// <summary><c>Cluster</c> or <c>Namespaced</c>: where the controllers watch.</summary>
    [Required]
    public string Scope { get; set; } = "";

    /// <summary>Who gets the roles; unset writes no bindings.</summary>
    public string ServiceAccount { get; set; } = "";

    /// <summary>The service account's namespace.</summary>
    public string Namespace { get; set; } = "";

    private protected override string What => RbacFiles.What;

    private protected override string PathProperty => RbacFiles.PathProperty;

    private protected override string ModeProperty => "KubeRbacMode";

    private protected override string Code => "KUBE9006";

    private protected override ManifestFiles Plan() => RbacFiles.Plan(
        Assembly, References.Select(reference => reference.ItemSpec), OutputFolder, new RbacSettings(RoleName, Scope != "Namespaced", ServiceAccount, Namespace));
}
