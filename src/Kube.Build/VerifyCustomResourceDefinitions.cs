namespace Kube.Build;

/// <summary>Fails the build where a committed YAML file is not what the assembly's types say: for continuous integration.</summary>
public sealed class VerifyCustomResourceDefinitions : CrdTask
{
    private protected override void Run(CrdFiles plan)
    {
        foreach (var file in plan.OutOfDate())
        {
            var fault = File.Exists(file.Path) ? "is out of date" : "is missing";
            Error("KUBE9002", file.Path, $"'{file.Path}' {fault}: build with -p:KubeCrdMode=Write and commit the file.");
        }
    }
}
