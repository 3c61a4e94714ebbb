namespace Kube.Build;

/// <summary>Fails the build where a committed YAML file is not what the assembly says: for continuous integration.</summary>
public abstract class VerifyManifests : ManifestTask
{
    /// <summary>The property that says whether files are written or verified.</summary>
    private protected abstract string ModeProperty { get; }

    /// <summary>The error's id.</summary>
    private protected abstract string Code { get; }

    private protected override void Run(ManifestFiles plan)
    {
        foreach (var file in plan.OutOfDate())
        {
            var fault = File.Exists(file.Path) ? "is out of date" : "is missing";
            Error(Code, file.Path, $"'{file.Path}' {fault}: build with -p:{ModeProperty}=Write and commit the file.");
        }
    }
}
