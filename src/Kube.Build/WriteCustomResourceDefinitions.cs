namespace Kube.Build;

/// <summary>Writes an assembly's CRDs as YAML files, and removes those it wrote before that no longer belong.</summary>
public sealed class WriteCustomResourceDefinitions : WriteManifests
{
    private protected override string What => CrdFiles.What;

    private protected override string PathProperty => CrdFiles.PathProperty;

    private protected override ManifestFiles Plan() => CrdFiles.Plan(Assembly, OutputFolder);
}
