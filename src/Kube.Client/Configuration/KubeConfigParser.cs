using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Kube.Client;

/// <summary>Reads the text of a kubeconfig: YAML or JSON, one document or several.</summary>
internal static class KubeConfigParser
{
    public static KubeConfigFile Parse(string text, string? path)
    {
        var folder = path is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(path)!;
        var documents = new List<KubeConfigFile>();
        foreach (var root in Load(text, path))
            documents.Add(ReadDocument(root, path, folder));
        var merged = documents.Count == 0 ? new KubeConfigFile() : KubeConfigFile.Merge(documents);
        return merged with { Paths = path is null ? [] : [path] };
    }

    private static IEnumerable<YamlNode> Load(string text, string? path)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        try
        {
            stream.Load(parser);
        }
        catch (YamlException e)
        {
            throw new KubeConfigException($"not well-formed YAML: {Reason(e)}", path ?? "kubeconfig", e.Start.Line, e.Start.Column, e);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner's own way to give up on some unfinished texts; what it read last is where.
            var end = parser.Current?.End ?? Mark.Empty;
            throw new KubeConfigException("not well-formed YAML: a bracket, brace or quote is not closed, or something stands where nothing can", path ?? "kubeconfig", end.Line, end.Column, e);
        }
        return stream.Documents.Select(d => d.RootNode);
    }

    private static string Reason(YamlException e) => (e.InnerException?.Message ?? e.Message).ReplaceLineEndings(" ");

    private static KubeConfigFile ReadDocument(YamlNode root, string? path, string folder)
    {
        if (root is YamlScalarNode { Value: null or "" }) return new KubeConfigFile();
        if (root is not YamlMappingNode map)
            throw new KubeConfigException("not a kubeconfig: a mapping with clusters, users and contexts is expected", path ?? "kubeconfig", root.Start.Line, root.Start.Column);
        var fields = new YamlFields(map, path);
        if (fields.Find("kind") is { } kind && fields.String("kind") is var name and not "Config" and not "")
            throw fields.Error(kind, $"not a kubeconfig: kind is '{name}', expected Config");
        return new KubeConfigFile
        {
            CurrentContext = fields.String("current-context") is { Length: > 0 } current ? current : null,
            Clusters = Named(fields, "clusters", "cluster", body => ReadCluster(body, folder)),
            Users = Named(fields, "users", "user", body => ReadUser(body, folder)),
            Contexts = Named(fields, "contexts", "context", ReadContext),
            Extensions = fields.Extensions(),
            PreferenceExtensions = fields.Map("preferences").Extensions(),
        };
    }

    private static Dictionary<string, T> Named<T>(YamlFields fields, string list, string item, Func<YamlFields, T> read)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in fields.Maps(list))
        {
            var name = entry.Required("name", $"an entry of {list}");
            if (!entries.TryAdd(name, read(entry.Map(item))))
                throw fields.Error(entry.Node!, $"{item} '{name}' stands twice in {list}; remove one");
        }
        return entries;
    }

    private static KubeConfigCluster ReadCluster(YamlFields body, string folder) => new()
    {
        Server = body.String("server"),
        TlsServerName = NonEmpty(body.String("tls-server-name")),
        InsecureSkipTlsVerify = body.Bool("insecure-skip-tls-verify"),
        CertificateAuthority = Absolute(body.String("certificate-authority"), folder),
        CertificateAuthorityData = body.Base64("certificate-authority-data"),
        ProxyUrl = NonEmpty(body.String("proxy-url")),
        DisableCompression = body.Bool("disable-compression"),
        Extensions = body.Extensions(),
    };

    private static KubeConfigContext ReadContext(YamlFields body) => new()
    {
        Cluster = NonEmpty(body.String("cluster")),
        User = NonEmpty(body.String("user")),
        Namespace = NonEmpty(body.String("namespace")),
        Extensions = body.Extensions(),
    };

    private static KubeConfigUser ReadUser(YamlFields body, string folder) => new()
    {
        ClientCertificate = Absolute(body.String("client-certificate"), folder),
        ClientCertificateData = body.Base64("client-certificate-data"),
        ClientKey = Absolute(body.String("client-key"), folder),
        ClientKeyData = body.Base64("client-key-data"),
        Token = NonEmpty(body.String("token")?.Trim()),
        TokenFile = Absolute(body.String("tokenFile"), folder),
        Username = NonEmpty(body.String("username")),
        Password = NonEmpty(body.String("password")),
        Impersonate = ReadImpersonation(body),
        Exec = body.Find("exec") is null ? null : ReadExec(body.Map("exec"), folder),
        AuthProvider = body.Find("auth-provider") is null ? null : ReadAuthProvider(body.Map("auth-provider")),
        Extensions = body.Extensions(),
    };

    private static Impersonation? ReadImpersonation(YamlFields body)
    {
        var groups = body.Strings("as-groups");
        var uid = NonEmpty(body.String("as-uid"));
        var extra = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (body.Map("as-user-extra").Node is { } map)
            foreach (var key in map.Children.Keys.OfType<YamlScalarNode>())
                extra[key.Value ?? ""] = body.Map("as-user-extra").Strings(key.Value ?? "");
        var user = NonEmpty(body.String("as"));
        // "as" may be missing here: that is an error on resolving only, as in client-go, so that the file still loads.
        return user is null && groups.Count == 0 && uid is null && extra.Count == 0
            ? null
            : new Impersonation(user ?? "") { Uid = uid, Groups = groups, Extra = extra };
    }

    private static ExecPlugin ReadExec(YamlFields exec, string folder)
    {
        var version = exec.String("apiVersion") ?? "";
        return new ExecPlugin
        {
            ApiVersion = version,
            Command = ExecCommand(exec.String("command") ?? "", folder),
            Args = exec.Strings("args"),
            Env = [.. exec.Maps("env").Select(e => KeyValuePair.Create(e.Required("name", "an entry of env"), e.String("value") ?? ""))],
            InstallHint = NonEmpty(exec.String("installHint")),
            InteractiveMode = exec.String("interactiveMode") switch
            {
                "Never" => ExecInteractiveMode.Never,
                "Always" => ExecInteractiveMode.Always,
                "IfAvailable" => ExecInteractiveMode.IfAvailable,
                // Required in v1; older files lack it and mean IfAvailable, as kubectl reads v1beta1.
                null or "" when version != ExecApiVersions.V1 => ExecInteractiveMode.IfAvailable,
                // An error on resolving only, so that the file still loads.
                null or "" => null,
                var other => throw exec.Error(exec.Find("interactiveMode")!, $"interactiveMode must be Never, IfAvailable or Always, not '{other}'"),
            },
            ProvideClusterInfo = exec.Bool("provideClusterInfo"),
        };
    }

    private static AuthProvider ReadAuthProvider(YamlFields provider) =>
        new(provider.Required("name", "auth-provider"), provider.StringMap("config"));

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? Absolute(string? file, string folder) => string.IsNullOrEmpty(file) ? null : Path.GetFullPath(file, folder);

    // A bare name is looked up in PATH; anything with a separator is a path next to the file.
    private static string ExecCommand(string command, string folder) =>
        command.Contains('/') || command.Contains(Path.DirectorySeparatorChar) ? Path.GetFullPath(command, folder) : command;
}

internal static class ExecApiVersions
{
    public const string V1 = "client.authentication.k8s.io/v1";
    public const string V1Beta1 = "client.authentication.k8s.io/v1beta1";
    public const string V1Alpha1 = "client.authentication.k8s.io/v1alpha1";
}
