using System.Text.Json;

namespace Kube.Client;

/// <summary>Chooses one cluster, user and namespace from a kubeconfig, by client-go's rules.</summary>
internal static class KubeConfigResolver
{
    private const string ExecExtension = "client.authentication.k8s.io/exec";

    public static KubeConfig Resolve(KubeConfigFile file, KubeConfigOptions options)
    {
        var source = file.Paths.Count == 0 ? "kubeconfig" : string.Join(", ", file.Paths);
        var contextName = options.Context ?? file.CurrentContext;
        if (contextName is null && options.Cluster is null) throw new KubeConfigException(NoCurrentContext(file), source);
        var context = contextName is null ? new KubeConfigContext() : Find(file.Contexts, contextName, "context", source);
        var clusterName = options.Cluster ?? context.Cluster
            ?? throw new KubeConfigException($"context '{contextName}' names no cluster", source);
        var cluster = Find(file.Clusters, clusterName, "cluster", source, contextName);
        CheckCluster(cluster, clusterName, source);

        // A context that names an unknown user means no credentials, as in client-go; an option that does is a mistake.
        var userName = options.User ?? context.User;
        var user = options.User is { } asked ? Find(file.Users, asked, "user", source) : file.Users.GetValueOrDefault(userName ?? "") ?? new KubeConfigUser();
        CheckUser(user, userName, source);

        var server = ParseServer(cluster.Server!, $"{source}: server of cluster '{clusterName}'", HasTls(cluster, user));
        // Credentials never travel unencrypted.
        if (server.Scheme == Uri.UriSchemeHttp) user = new KubeConfigUser();
        return new KubeConfig
        {
            Server = server,
            Namespace = options.Namespace ?? context.Namespace ?? "default",
            ContextName = contextName,
            ClusterName = clusterName,
            UserName = userName,
            Credentials = Credentials(user, cluster),
            ClientCertificate = Source(user.ClientCertificate, user.ClientCertificateData) is { } certificate
                ? new ClientCertificate(certificate, Source(user.ClientKey, user.ClientKeyData)!)
                : null,
            CertificateAuthority = Source(cluster.CertificateAuthority, cluster.CertificateAuthorityData),
            TlsServerName = cluster.TlsServerName,
            SkipTlsVerify = cluster.InsecureSkipTlsVerify,
            ProxyUrl = cluster.ProxyUrl is { } proxy ? ParseProxy(proxy, clusterName, source) : null,
            DisableCompression = cluster.DisableCompression,
            Impersonation = user.Impersonate,
            Source = source,
        };
    }

    public static string NoCurrentContext(KubeConfigFile file) => file is { Contexts.Count: 0, Clusters.Count: 0, Users.Count: 0 }
        ? "the kubeconfig is empty; write one (kubectl config set-cluster, set-credentials, set-context), or give another"
        : file.Contexts.Count == 0
        ? "there is no current-context and no context to choose; add one (kubectl config set-context), or choose a cluster and a user"
        : $"there is no current-context; choose one of the contexts {Names(file.Contexts.Keys)}";

    public static Uri ParseServer(string text, string where, bool tls)
    {
        // client-go reads a host without a scheme as http unless TLS is configured.
        var absolute = text.Contains("://", StringComparison.Ordinal) ? text : (tls ? "https://" : "http://") + text;
        if (!Uri.TryCreate(absolute, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new KubeConfigException($"{where} is not an http or https URL: '{text}'");
        var path = uri.AbsolutePath.TrimEnd('/');
        return new UriBuilder(uri) { Path = path, Query = "", Fragment = "" }.Uri;
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> entries, string name, string what, string source, string? context = null) =>
        entries.TryGetValue(name, out var found)
            ? found
            : throw new KubeConfigException(
                (context is null ? $"{what} '{name}' is not in the kubeconfig" : $"context '{context}' names {what} '{name}', which is not in the kubeconfig")
                + (entries.Count == 0 ? $"; it has no {what}s" : $"; it has the {what}s {Names(entries.Keys)}"), source);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).Select(n => $"'{n}'"));

    private static void CheckCluster(KubeConfigCluster cluster, string name, string source)
    {
        if (string.IsNullOrEmpty(cluster.Server)) throw new KubeConfigException($"cluster '{name}' has no server", source);
        if (cluster is { CertificateAuthority: not null, CertificateAuthorityData: not null })
            throw new KubeConfigException($"cluster '{name}' has both certificate-authority and certificate-authority-data; remove one", source);
    }

    private static void CheckUser(KubeConfigUser user, string? name, string source)
    {
        foreach (var (wrong, message) in UserRules(user))
            if (wrong) throw new KubeConfigException($"user '{name}' {message}", source);
    }

    private static IEnumerable<(bool Wrong, string Message)> UserRules(KubeConfigUser user)
    {
        var certificate = user.ClientCertificate is not null || user.ClientCertificateData is not null;
        var key = user.ClientKey is not null || user.ClientKeyData is not null;
        var token = user.Token is not null || user.TokenFile is not null;
        yield return (token && user.Username is not null, "has both a token and a username; remove one");
        yield return (user is { ClientCertificate: not null, ClientCertificateData: not null }, "has both client-certificate and client-certificate-data; remove one");
        yield return (user is { ClientKey: not null, ClientKeyData: not null }, "has both client-key and client-key-data; remove one");
        yield return (certificate && !key, "has a client certificate but no client-key or client-key-data");
        yield return (key && !certificate, "has a client key but no client-certificate or client-certificate-data");
        yield return (user.Impersonate is { User: "" }, "sets as-uid, as-groups or as-user-extra without as");
        yield return (user is { Exec: not null, AuthProvider: not null }, "has both exec and auth-provider; remove one");
        if (user.Exec is not { } exec) yield break;
        yield return (exec.ApiVersion.Length == 0, $"has an exec plugin without apiVersion; set {ExecApiVersions.V1}");
        yield return (exec.Command.Length == 0, "has an exec plugin without command");
        yield return (exec.InteractiveMode is null, $"has an exec plugin without interactiveMode, which {ExecApiVersions.V1} requires; set Never, IfAvailable or Always");
    }

    private static bool HasTls(KubeConfigCluster cluster, KubeConfigUser user) =>
        cluster.InsecureSkipTlsVerify || cluster.CertificateAuthority is not null || cluster.CertificateAuthorityData is not null
        || user.ClientCertificate is not null || user.ClientCertificateData is not null;

    // A token file wins over a token; anything static, also a certificate, goes before a plugin.
    private static KubeCredentials Credentials(KubeConfigUser user, KubeConfigCluster cluster) => user switch
    {
        { TokenFile: { } file } => new KubeCredentials.TokenFile(file, user.Token),
        { Token: { } token } => new KubeCredentials.Token(token),
        { Username: { } name } => new KubeCredentials.Basic(name, user.Password ?? ""),
        { AuthProvider: { } provider } => new KubeCredentials.Provider(provider),
        { ClientCertificate: not null } or { ClientCertificateData: not null } => KubeCredentials.None,
        { Exec: { } exec } => new KubeCredentials.Exec(exec with { ClusterConfig = ClusterConfig(cluster) }),
        _ => KubeCredentials.None,
    };

    private static JsonElement? ClusterConfig(KubeConfigCluster cluster) =>
        cluster.Extensions.TryGetValue(ExecExtension, out var config) ? config : null;

    private static PemSource? Source(string? path, ReadOnlyMemory<byte>? data) =>
        data is { } pem ? PemSource.FromData(pem) : path is null ? null : PemSource.FromFile(path);

    private static Uri ParseProxy(string text, string cluster, string source) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https" or "socks5")
            ? uri
            : throw new KubeConfigException($"proxy-url of cluster '{cluster}' must start with http, https or socks5: '{text}'", source);
}
