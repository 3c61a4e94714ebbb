namespace Kube.Testing.Processes;

/// <summary>Where the programs of a control plane are on this machine.</summary>
/// <param name="Etcd">The path of etcd.</param>
/// <param name="ApiServer">The path of kube-apiserver.</param>
/// <param name="Missing">What is missing and how to mend it; none where both are there.</param>
internal sealed record ControlPlaneFiles(string Etcd, string ApiServer, string? Missing)
{
    public const string Variable = "KUBEBUILDER_ASSETS";
    private const string DefaultFolder = "/usr/local/kubebuilder/bin";

    /// <param name="assets">The folder; none for what the environment says.</param>
    public static ControlPlaneFiles Find(string? assets)
    {
        var named = assets is { Length: > 0 } ? assets : Environment.GetEnvironmentVariable(Variable);
        var folder = named is { Length: > 0 } ? named : DefaultFolder;
        var source = assets is { Length: > 0 } ? "EnvTestOptions.Assets" : named is { Length: > 0 } ? Variable : $"the default, since {Variable} is not set";
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var etcd = Path.Combine(folder, "etcd" + suffix);
        var server = Path.Combine(folder, "kube-apiserver" + suffix);
        var absent = new[] { etcd, server }.Where(f => !File.Exists(f)).Select(Path.GetFileName).ToList();
        return new(etcd, server, absent.Count == 0
            ? null
            : $"{string.Join(" and ", absent)} {(absent.Count == 1 ? "is" : "are")} not in '{folder}' ({source}). Get both with `setup-envtest use` and set {Variable} to the folder it prints (`setup-envtest use -p path`).");
    }
}
