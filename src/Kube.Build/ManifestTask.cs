using Microsoft.Build.Framework;

namespace Kube.Build;

/// <summary>What the tasks share: the assembly that says what the files should be, the folder they belong in, and how faults are told.</summary>
public abstract class ManifestTask : Microsoft.Build.Utilities.Task
{
    private const string HelpBase = "https://github.com/kube-generators/kube-generators/blob/main/docs/diagnostics/";

    /// <summary>The compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The folder for the YAML files.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>What the files are, in messages.</summary>
    private protected abstract string What { get; }

    /// <summary>The property that says where the files go.</summary>
    private protected abstract string PathProperty { get; }

    /// <summary>The files as they should be.</summary>
    private protected abstract ManifestFiles Plan();

    /// <summary>What the task does with the planned files.</summary>
    private protected abstract void Run(ManifestFiles plan);

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        ManifestFiles plan;
        try
        {
            plan = Plan();
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            Error("KUBE9001", Assembly, $"Cannot read the {What} from '{Assembly}': {e.Message}");
            return false;
        }
        try
        {
            Run(plan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error("KUBE9003", OutputFolder, $"Cannot write the {What} to '{OutputFolder}': {e.Message} Set {PathProperty} to a folder that can be written.");
        }
        return !Log.HasLoggedErrors;
    }

    private protected void Error(string code, string file, string message) =>
        Log.LogError(subcategory: null, code, helpKeyword: null, HelpBase + code + ".md", file, 0, 0, 0, 0, message);
}
