using System.Collections;
using Microsoft.Build.Framework;

namespace Kube.Build.Tests;

/// <summary>What MSBuild is to a task: it takes what the task tells.</summary>
internal sealed class RecordingBuildEngine : IBuildEngine
{
    /// <summary>Each error as <c>code: message</c>.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The messages that a person sees in an ordinary build.</summary>
    public List<string> Messages { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "Scratch.csproj";

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new InvalidOperationException("These tasks build no other project.");

    public void LogCustomEvent(CustomBuildEventArgs e) => Messages.Add(e.Message ?? "");

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add($"{e.Code}: {e.Message}");

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        if (e.Importance is MessageImportance.High) Messages.Add(e.Message ?? "");
    }

    public void LogWarningEvent(BuildWarningEventArgs e) => Errors.Add($"{e.Code}: {e.Message}");
}
