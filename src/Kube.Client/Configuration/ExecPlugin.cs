using System.Text.Json;

namespace Kube.Client;

/// <summary>A program that gives credentials (<c>client.authentication.k8s.io</c>, KEP-541).</summary>
public sealed record ExecPlugin
{
    /// <summary><c>client.authentication.k8s.io/v1</c> or <c>…/v1beta1</c>; the plugin's answer must have the same.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The program: a bare name is looked up in <c>PATH</c> and nowhere else, a path is absolute here.</summary>
    public required string Command { get; init; }

    /// <summary>The arguments.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Environment variables added to those of this process, later ones winning.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Env { get; init; } = [];

    /// <summary>Environment variables of this process that the plugin must not see.</summary>
    public IReadOnlyList<string> DropEnv { get; init; } = [];

    /// <summary>What to tell the user when the program is not installed.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Whether the plugin may ask the user; <see langword="null"/> where the kubeconfig does not say, which <c>v1</c> requires.</summary>
    public ExecInteractiveMode? InteractiveMode { get; init; } = ExecInteractiveMode.IfAvailable;

    /// <summary>Whether the plugin is told the cluster.</summary>
    public bool ProvideClusterInfo { get; init; }

    /// <summary>The cluster extension <c>client.authentication.k8s.io/exec</c>, handed to the plugin as <c>config</c>; <see langword="null"/> where there is none.</summary>
    public JsonElement? ClusterConfig { get; init; }

    /// <summary>How long one run may take when the plugin cannot ask the user; it does not count to the deadline of the call that waits for it. Default: one minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>Whether an exec plugin uses standard input.</summary>
public enum ExecInteractiveMode
{
    /// <summary>It never asks.</summary>
    Never,

    /// <summary>It asks when standard input is a terminal.</summary>
    IfAvailable,

    /// <summary>It must ask: without a terminal it fails before it runs.</summary>
    Always,
}
