namespace Kube.Build;

/// <summary>Fails the build where a committed CRD file is not what the assembly's types say: for continuous integration.</summary>
public sealed class VerifyCustomResourceDefinitions : VerifyManifests
{
    private protected override string What => CrdFiles.What;

    private protected override string PathProperty => CrdFiles.PathProperty;

    private protected override string ModeProperty => "KubeCrdMode";

    private protected override string Code => "KUBE9002";

    private protected override ManifestFiles Plan() => CrdFiles.Plan(Assembly, OutputFolder);
}
