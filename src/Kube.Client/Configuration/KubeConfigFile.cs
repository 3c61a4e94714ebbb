using System.Text.Json;

namespace Kube.Client;

/// <summary>What a kubeconfig file says, or several files merged; not yet resolved to one cluster and user.</summary>
/// <remarks>Paths in it are absolute: each was resolved against the folder of the file that holds it.</remarks>
public sealed record KubeConfigFile
{
    /// <summary>The files it was read from, in the order of precedence; empty for text.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The context used when none is asked for; <see langword="null"/> where the file names none.</summary>
    public string? CurrentContext { get; init; }

    /// <summary>Clusters by name.</summary>
    public IReadOnlyDictionary<string, KubeConfigCluster> Clusters { get; init; } = new Dictionary<string, KubeConfigCluster>();

    /// <summary>Users by name.</summary>
    public IReadOnlyDictionary<string, KubeConfigUser> Users { get; init; } = new Dictionary<string, KubeConfigUser>();

    /// <summary>Contexts by name.</summary>
    public IReadOnlyDictionary<string, KubeConfigContext> Contexts { get; init; } = new Dictionary<string, KubeConfigContext>();

    /// <summary>Extensions at the top of the file, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = KubeConfigExtensions.None;

    /// <summary>Extensions under <c>preferences</c>, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> PreferenceExtensions { get; init; } = KubeConfigExtensions.None;

    /// <summary>Reads one file: YAML or JSON, one document or several, UTF-8 or UTF-16.</summary>
    /// <exception cref="KubeConfigException">The file is missing, unreadable, malformed or not a kubeconfig.</exception>
    public static KubeConfigFile Load(string path)
    {
        var full = Path.GetFullPath(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(full);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KubeConfigException("the file does not exist; give the path of a kubeconfig, or set KUBECONFIG", full, innerException: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException(Directory.Exists(full) ? "this is a folder; give the path of the kubeconfig file in it" : $"the file cannot be read: {e.Message}", full, innerException: e);
        }
        return KubeConfigParser.Parse(KubeConfigText.Decode(bytes, full), full);
    }

    /// <summary>Reads a kubeconfig from text.</summary>
    /// <param name="text">YAML or JSON, one document or several.</param>
    /// <param name="path">The file it stands for: named in errors, and its folder is where relative paths start; by default the current folder.</param>
    /// <exception cref="KubeConfigException">The text is malformed or not a kubeconfig.</exception>
    public static KubeConfigFile Parse(string text, string? path = null) =>
        KubeConfigParser.Parse(text, path is null ? null : Path.GetFullPath(path));

    /// <summary>Merges files as client-go does: the first that names an entry wins with its whole entry, the first that sets a single value wins.</summary>
    public static KubeConfigFile Merge(IReadOnlyList<KubeConfigFile> files) => files.Count == 1 ? files[0] : new KubeConfigFile
    {
        Paths = [.. files.SelectMany(f => f.Paths).Distinct()],
        CurrentContext = files.Select(f => f.CurrentContext).FirstOrDefault(c => !string.IsNullOrEmpty(c)),
        Clusters = FirstWins(files.Select(f => f.Clusters)),
        Users = FirstWins(files.Select(f => f.Users)),
        Contexts = FirstWins(files.Select(f => f.Contexts)),
        Extensions = FirstWins(files.Select(f => f.Extensions)),
        PreferenceExtensions = FirstWins(files.Select(f => f.PreferenceExtensions)),
    };

    private static Dictionary<string, T> FirstWins<T>(IEnumerable<IReadOnlyDictionary<string, T>> maps)
    {
        var merged = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in maps.SelectMany(m => m)) merged.TryAdd(entry.Key, entry.Value);
        return merged;
    }
}

/// <summary>A cluster in a kubeconfig.</summary>
public sealed record KubeConfigCluster
{
    /// <summary>The server's URL; a path in it is a prefix of every API path.</summary>
    public string? Server { get; init; }

    /// <summary>The name that the server's certificate must carry, and that is sent as SNI, in place of the URL's host.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>Whether the server's certificate goes unchecked.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>The file of trusted certificates (PEM).</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>The trusted certificates themselves (PEM).</summary>
    public ReadOnlyMemory<byte>? CertificateAuthorityData { get; init; }

    /// <summary>The proxy: <c>http</c>, <c>https</c> or <c>socks5</c>.</summary>
    public string? ProxyUrl { get; init; }

    /// <summary>Whether answers come uncompressed.</summary>
    public bool DisableCompression { get; init; }

    /// <summary>Extensions by name; <c>client.authentication.k8s.io/exec</c> is handed to exec plugins.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = KubeConfigExtensions.None;
}

/// <summary>A context in a kubeconfig: a cluster, a user and a namespace under one name.</summary>
public sealed record KubeConfigContext
{
    /// <summary>The cluster's name.</summary>
    public string? Cluster { get; init; }

    /// <summary>The user's name.</summary>
    public string? User { get; init; }

    /// <summary>The namespace used where none is given.</summary>
    public string? Namespace { get; init; }

    /// <summary>Extensions by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = KubeConfigExtensions.None;
}

/// <summary>A user in a kubeconfig: what a client proves itself with.</summary>
public sealed record KubeConfigUser
{
    /// <summary>The file of the client certificate (PEM).</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>The client certificate itself (PEM).</summary>
    public ReadOnlyMemory<byte>? ClientCertificateData { get; init; }

    /// <summary>The file of the private key (PEM).</summary>
    public string? ClientKey { get; init; }

    /// <summary>The private key itself (PEM).</summary>
    public ReadOnlyMemory<byte>? ClientKeyData { get; init; }

    /// <summary>A bearer token.</summary>
    public string? Token { get; init; }

    /// <summary>A file that holds a bearer token; it is read again and wins over <see cref="Token"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>Basic authentication: the user.</summary>
    public string? Username { get; init; }

    /// <summary>Basic authentication: the password.</summary>
    public string? Password { get; init; }

    /// <summary>Whom to act as.</summary>
    public Impersonation? Impersonate { get; init; }

    /// <summary>A program that gives credentials.</summary>
    public ExecPlugin? Exec { get; init; }

    /// <summary>A built-in provider; only <c>oidc</c> is left in Kubernetes.</summary>
    public AuthProvider? AuthProvider { get; init; }

    /// <summary>Extensions by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extensions { get; init; } = KubeConfigExtensions.None;

    /// <summary>Names what is set, never the secrets.</summary>
    public override string ToString() =>
        $"KubeConfigUser {{ Token = {(Token is null ? "none" : "set")}, TokenFile = {TokenFile}, ClientCertificate = {ClientCertificate}, Exec = {Exec?.Command} }}";
}

/// <summary>An <c>auth-provider</c> stanza.</summary>
/// <param name="Name">The provider's name: <c>oidc</c>, <c>gcp</c>, <c>azure</c>.</param>
/// <param name="Config">Its settings, as they stand.</param>
public sealed record AuthProvider(string Name, IReadOnlyDictionary<string, string> Config)
{
    /// <summary>The name alone: the settings hold secrets.</summary>
    public override string ToString() => $"AuthProvider {{ Name = {Name} }}";
}

internal static class KubeConfigExtensions
{
    public static IReadOnlyDictionary<string, JsonElement> None { get; } = new Dictionary<string, JsonElement>();
}
