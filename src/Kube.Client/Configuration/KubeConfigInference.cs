namespace Kube.Client;

/// <summary>Finds the configuration: an explicit file, else the files kubectl would read, else the pod's service account; then overrides for debugging.</summary>
internal static class KubeConfigInference
{
    public static KubeConfig Infer(KubeConfigOptions options, KubeEnvironment environment)
    {
        if (options.Path is { } path) return Override(KubeConfig.FromFile(path, options), environment);
        var attempts = new List<KubeConfigAttempt>();
        var found = FromFiles(options, environment, attempts) ?? FromPod(options, environment, attempts);
        if (found is not null) return Override(found, environment);
        var tried = string.Join("; ", attempts.Select(a => $"{a.Source}: {a.Failure}"));
        throw new KubeConfigException($"no Kubernetes configuration found ({tried}); set KUBECONFIG to a kubeconfig file with a current-context", attempts);
    }

    public static KubeConfig InCluster(KubeEnvironment environment)
    {
        var attempts = new List<KubeConfigAttempt>();
        return FromPod(new KubeConfigOptions(), environment, attempts)
            ?? throw new KubeConfigException($"no in-cluster configuration: {attempts[0].Failure}", attempts);
    }

    private static KubeConfig? FromFiles(KubeConfigOptions options, KubeEnvironment environment, List<KubeConfigAttempt> attempts)
    {
        var files = new List<KubeConfigFile>();
        foreach (var path in Candidates(environment, attempts))
        {
            if (Path.Exists(path)) files.Add(KubeConfigFile.Load(path));
            else attempts.Add(new KubeConfigAttempt(path, "the file does not exist"));
        }
        if (files.Count == 0) return null;
        var merged = KubeConfigFile.Merge(files);
        if (options.Context is not null || options.Cluster is not null || merged.CurrentContext is not null) return KubeConfig.From(merged, options);
        attempts.Add(new KubeConfigAttempt(string.Join(", ", merged.Paths), KubeConfigResolver.NoCurrentContext(merged)));
        return null;
    }

    private static IReadOnlyList<string> Candidates(KubeEnvironment environment, List<KubeConfigAttempt> attempts)
    {
        if (environment["KUBECONFIG"] is { } list)
        {
            var paths = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath).Distinct().ToList();
            if (paths.Count == 0) attempts.Add(new KubeConfigAttempt("KUBECONFIG", "it names no file"));
            return paths;
        }
        attempts.Add(new KubeConfigAttempt("KUBECONFIG", "it is not set"));
        if (environment.Home is { } home) return [Path.Combine(home, ".kube", "config")];
        attempts.Add(new KubeConfigAttempt("~/.kube/config", "there is no home folder"));
        return [];
    }

    private static KubeConfig? FromPod(KubeConfigOptions options, KubeEnvironment environment, List<KubeConfigAttempt> attempts)
    {
        if (environment["KUBERNETES_SERVICE_HOST"] is not { } host || environment["KUBERNETES_SERVICE_PORT"] is not { } port)
            return Miss("not in a pod: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set");
        var token = Path.Combine(environment.ServiceAccountFolder, "token");
        if (!File.Exists(token)) return Miss($"{token} does not exist; does the pod set automountServiceAccountToken: false?");
        if (!Uri.TryCreate($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{port}", UriKind.Absolute, out var server))
            return Miss($"KUBERNETES_SERVICE_HOST '{host}' and KUBERNETES_SERVICE_PORT '{port}' make no URL");
        var ca = Path.Combine(environment.ServiceAccountFolder, "ca.crt");
        return new KubeConfig
        {
            Server = server,
            Namespace = options.Namespace ?? ReadNamespace(Path.Combine(environment.ServiceAccountFolder, "namespace")) ?? "default",
            Credentials = new KubeCredentials.TokenFile(token),
            CertificateAuthority = File.Exists(ca) ? PemSource.FromFile(ca) : null,
            Source = "in-cluster",
        };

        KubeConfig? Miss(string why)
        {
            attempts.Add(new KubeConfigAttempt("in-cluster", why));
            return null;
        }
    }

    private static string? ReadNamespace(string path) =>
        File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } name ? name : null;

    private static KubeConfig Override(KubeConfig config, KubeEnvironment environment)
    {
        if (environment["KUBE_OVERRIDE_SERVER"] is { } server)
        {
            config = config with { Server = KubeConfigResolver.ParseServer(server, "KUBE_OVERRIDE_SERVER", config.SkipTlsVerify || config.CertificateAuthority is not null) };
            // Credentials never travel unencrypted.
            if (config.Server.Scheme == Uri.UriSchemeHttp) config = config with { Credentials = KubeCredentials.None, ClientCertificate = null };
        }
        if (environment["KUBE_OVERRIDE_AS"] is { } user)
        {
            config = config with
            {
                Impersonation = new Impersonation(user)
                {
                    Uid = environment["KUBE_OVERRIDE_AS_UID"],
                    Groups = environment["KUBE_OVERRIDE_AS_GROUPS"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
                },
            };
        }
        return config;
    }
}
