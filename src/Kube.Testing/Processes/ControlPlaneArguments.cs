namespace Kube.Testing.Processes;

/// <summary>The command lines of a small control plane, as controller-runtime's envtest writes them.</summary>
internal static class ControlPlaneArguments
{
    public static IEnumerable<string> Etcd(Uri address, int peerPort, string folder) =>
    [
        $"--data-dir={Path.Combine(folder, "etcd")}",
        $"--listen-client-urls={Text(address)}",
        $"--advertise-client-urls={Text(address)}",
        $"--listen-peer-urls=http://127.0.0.1:{peerPort}",
        // A test's data need not outlive a crash.
        "--unsafe-no-fsync=true",
    ];

    public static IEnumerable<string> ApiServer(Uri address, Uri etcd, ServerCertificates files) =>
    [
        $"--etcd-servers={Text(etcd)}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        $"--secure-port={address.Port}",
        $"--cert-dir={files.Folder}",
        $"--tls-cert-file={files.Certificate}",
        $"--tls-private-key-file={files.Key}",
        $"--client-ca-file={files.Authority}",
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--service-cluster-ip-range=10.0.0.0/24",
        $"--service-account-issuer={Text(address)}",
        $"--service-account-key-file={files.AccountPublicKey}",
        $"--service-account-signing-key-file={files.AccountKey}",
        // Nobody makes the default service accounts, so pods would be refused for want of one.
        "--disable-admission-plugins=ServiceAccount",
    ];

    /// <summary>Ours but for the flags that are theirs, then theirs: a list that is given twice would be the sum of both.</summary>
    public static IReadOnlyList<string> Merge(IEnumerable<string> ours, IReadOnlyList<string> theirs)
    {
        var named = theirs.Select(Flag).ToHashSet(StringComparer.Ordinal);
        return [.. ours.Where(a => !named.Contains(Flag(a))), .. theirs];
    }

    private static string Flag(string argument) => argument.TrimStart('-').Split('=')[0];

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}
