using Kube.YamlFormat;

namespace Kube.Build;

/// <summary>The YAML files of an assembly's CRDs.</summary>
internal static class CrdFiles
{
    public const string What = "CustomResourceDefinitions";

    public const string PathProperty = "KubeCrdOutputPath";

    /// <summary>The files for the CRDs in an assembly.</summary>
    public static ManifestFiles Plan(string assemblyPath, string folder)
    {
        var assembly = Path.GetFileNameWithoutExtension(assemblyPath);
        var files = AssemblyCrds.Read(assemblyPath)
            .Select(crd => new ManifestFile(Path.Combine(folder, crd.Name + ".yaml"), $"# Generated from {assembly}. Do not edit: change the C# class and build.\n{JsonToYaml.Convert(crd.Json)}"))
            .ToList();
        return new ManifestFiles(folder, files);
    }
}
