using System.Text;

namespace Kube.Client.Tests.Configuration;

public sealed class InferenceTests : IDisposable
{
    private const string Minimal = """
        apiVersion: v1
        kind: Config
        current-context: a
        clusters: [{name: a, cluster: {server: "https://a.example.test"}}]
        contexts: [{name: a, context: {cluster: a, user: a}}, {name: b, context: {cluster: a, namespace: from-b}}]
        users: [{name: a, user: {token: t}}]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kube-config-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Home_is_read_when_KUBECONFIG_is_not_set()
    {
        Write(Path.Combine(".kube", "config"), Minimal);
        Assert.Equal("https://a.example.test/", Infer().Server.AbsoluteUri);
    }

    [Fact]
    public void KUBECONFIG_wins_over_home_and_skips_what_is_absent()
    {
        Write(Path.Combine(".kube", "config"), "not: [valid");
        var file = Write("one.yaml", Minimal);
        _variables["KUBECONFIG"] = string.Join(Path.PathSeparator, Path.Combine(_folder, "absent"), "", file, file);
        Assert.Equal("a", Infer().ContextName);
        Assert.Equal("from-b", Infer(new() { Context = "b" }).Namespace);
    }

    [Fact]
    public void In_a_pod_the_service_account_is_used_when_no_file_is_there()
    {
        EnterPod();
        Write(Path.Combine("account", "namespace"), "team-a\n");
        var config = Infer();
        Assert.Equal(
            ("https://10.0.0.1:6443/", "team-a", "in-cluster", new KubeCredentials.TokenFile(Path.Combine(_folder, "account", "token"))),
            (config.Server.AbsoluteUri, config.Namespace, config.Source, config.Credentials));
        Assert.Equal(Path.Combine(_folder, "account", "ca.crt"), config.CertificateAuthority?.Path);
    }

    [Fact]
    public void In_a_pod_with_IPv6_the_host_gets_brackets()
    {
        EnterPod();
        _variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        Assert.Equal("https://[fd00::1]:6443/", Infer().Server.AbsoluteUri);
    }

    [Fact]
    public void A_file_without_current_context_gives_way_to_the_pod()
    {
        EnterPod();
        Write(Path.Combine(".kube", "config"), Minimal.Replace("current-context: a", ""));
        Assert.Equal("in-cluster", Infer().Source);
    }

    [Fact]
    public void Nothing_found_names_every_source_and_why()
    {
        Write(Path.Combine(".kube", "config"), Minimal.Replace("current-context: a", ""));
        var error = Assert.Throws<KubeConfigException>(() => Infer());
        Assert.Equal(["KUBECONFIG", Path.Combine(_folder, ".kube", "config"), "in-cluster"], error.Attempts.Select(a => a.Source));
        Assert.Equal("it is not set", error.Attempts[0].Failure);
        Assert.Equal("there is no current-context; choose one of the contexts 'a', 'b'", error.Attempts[1].Failure);
        Assert.StartsWith("not in a pod", error.Attempts[2].Failure);
        Assert.DoesNotContain('\n', error.ToString());
    }

    [Fact]
    public void A_broken_file_is_an_error_even_beside_a_good_one()
    {
        var good = Write("good.yaml", Minimal);
        var bad = Write("bad.yaml", "clusters:\n- name: x\n  cluster: {server: 'https://x'\n");
        _variables["KUBECONFIG"] = good + Path.PathSeparator + bad;
        var error = Assert.Throws<KubeConfigException>(() => Infer());
        Assert.Equal(bad, error.Path);
        Assert.InRange(error.Line, 3, 4);
        Assert.Contains($"{bad}({error.Line},{error.Column}): not well-formed YAML", error.Message);
    }

    [Fact]
    public void A_missing_explicit_file_is_named()
    {
        var path = Path.Combine(_folder, "nowhere.yaml");
        var error = Assert.Throws<KubeConfigException>(() => Infer(new() { Path = path }));
        Assert.Equal($"{path}: the file does not exist; give the path of a kubeconfig, or set KUBECONFIG", error.Message);
    }

    [Theory]
    [InlineData("", "the kubeconfig is empty; write one (kubectl config set-cluster, set-credentials, set-context), or give another")]
    [InlineData("apiVersion: v1\nkind: Config\n", "the kubeconfig is empty; write one (kubectl config set-cluster, set-credentials, set-context), or give another")]
    [InlineData("users: [{name: u, user: {}}]", "there is no current-context and no context to choose; add one (kubectl config set-context), or choose a cluster and a user")]
    public void A_file_without_contexts_says_what_to_do(string text, string message)
    {
        var path = Write("some.yaml", text);
        Assert.Equal($"{path}: {message}", Assert.Throws<KubeConfigException>(() => Infer(new() { Path = path })).Message);
    }

    [Fact]
    public void A_folder_is_no_kubeconfig()
    {
        var folder = Path.GetDirectoryName(Write(Path.Combine("folder", "config"), Minimal))!;
        var message = $"{folder}: this is a folder; give the path of the kubeconfig file in it";
        Assert.Equal(message, Assert.Throws<KubeConfigException>(() => Infer(new() { Path = folder })).Message);
        _variables["KUBECONFIG"] = folder;
        Assert.Equal(message, Assert.Throws<KubeConfigException>(() => Infer()).Message);
    }

    [Fact]
    public void An_absent_context_names_those_that_exist()
    {
        var path = Write("one.yaml", Minimal);
        var error = Assert.Throws<KubeConfigException>(() => KubeConfig.FromFile(path, "prod"));
        Assert.Equal($"{path}: context 'prod' is not in the kubeconfig; it has the contexts 'a', 'b'", error.Message);
    }

    [Fact]
    public void The_environment_overrides_server_and_user_for_debugging()
    {
        Write(Path.Combine(".kube", "config"), Minimal);
        _variables["KUBE_OVERRIDE_SERVER"] = "https://debug.example.test:1/x/";
        _variables["KUBE_OVERRIDE_AS"] = "jane";
        _variables["KUBE_OVERRIDE_AS_GROUPS"] = "dev, ops";
        _variables["KUBE_OVERRIDE_AS_UID"] = "7";
        var config = Infer();
        Assert.Equal("https://debug.example.test:1/x", config.Server.AbsoluteUri);
        Assert.Equal(("jane", "7"), (config.Impersonation!.User, config.Impersonation.Uid));
        Assert.Equal(["dev", "ops"], config.Impersonation.Groups);
    }

    [Fact]
    public void An_override_with_plain_http_gets_no_credentials()
    {
        Write(Path.Combine(".kube", "config"), Minimal);
        Assert.NotEqual(KubeCredentials.None, Infer().Credentials);
        _variables["KUBE_OVERRIDE_SERVER"] = "http://127.0.0.1:8001";
        var config = Infer();
        Assert.Equal("http://127.0.0.1:8001/", config.Server.AbsoluteUri);
        Assert.Equal(KubeCredentials.None, config.Credentials);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16le-bom", "utf-16be-bom", "utf-16le", "utf-16be"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Any_encoding_that_editors_write_is_read(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8-bom" => new UTF8Encoding(true),
            _ => new UnicodeEncoding(name.Contains("16be"), name.EndsWith("bom")),
        };
        var path = Path.Combine(_folder, "encoded.yaml");
        File.WriteAllBytes(path, [.. encoding.GetPreamble(), .. encoding.GetBytes(Minimal)]);
        Assert.Equal("a", KubeConfig.FromFile(path).UserName);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_named()
    {
        var path = Path.Combine(_folder, "binary");
        File.WriteAllBytes(path, [.. "kind: Config\nx: "u8, 0xFF, 0xC0, 0x0A]);
        Assert.Contains("byte 16 is not utf-8", Assert.Throws<KubeConfigException>(() => KubeConfigFile.Load(path)).Message);
    }

    [Fact]
    public void Several_documents_in_one_file_merge_like_several_files()
    {
        var file = KubeConfigFile.Parse(Minimal + "\n---\ncurrent-context: z\nclusters: [{name: z, cluster: {server: 'https://z'}}]\n---\n");
        Assert.Equal(("a", 2), (file.CurrentContext, file.Clusters.Count));
    }

    [Fact]
    public void JSON_with_tabs_is_read()
    {
        var file = KubeConfigFile.Parse("{\n\t\"kind\": \"Config\",\n\t\"current-context\": \"j\",\n\t\"clusters\": null\n}");
        Assert.Equal("j", file.CurrentContext);
    }

    [Fact]
    public void Extensions_are_kept_with_their_types()
    {
        var file = KubeConfigFile.Parse("""
            extensions: [{name: top, extension: {n: 1, s: "1", b: true, l: [a, null]}}]
            preferences: {extensions: [{name: pref, extension: x}]}
            contexts: [{name: c, context: {cluster: k, extensions: [{name: ctx, extension: {deep: {er: 1.5}}}]}}]
            """);
        Assert.Equal("""{"n":1,"s":"1","b":true,"l":["a",null]}""", file.Extensions["top"].GetRawText());
        Assert.Equal("\"x\"", file.PreferenceExtensions["pref"].GetRawText());
        Assert.Equal("""{"deep":{"er":1.5}}""", file.Contexts["c"].Extensions["ctx"].GetRawText());
    }

    public static TheoryData<string, string, string> Contradictions => new()
    {
        { "token and basic", "user: {token: t, username: u}", "both a token and a username" },
        { "certificate without key", "user: {client-certificate-data: YQ==}", "no client-key" },
        { "key without certificate", "user: {client-key-data: YQ==}", "no client-certificate" },
        { "certificate twice", "user: {client-certificate: a, client-certificate-data: YQ==, client-key: k}", "both client-certificate and" },
        { "exec without command", "user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1}}", "without command" },
        { "exec without version", "user: {exec: {command: x}}", "without apiVersion" },
        { "exec v1 without mode", "user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1}}", "without interactiveMode" },
        { "exec and provider", "user: {exec: {command: x, apiVersion: client.authentication.k8s.io/v1beta1}, auth-provider: {name: oidc}}", "both exec and auth-provider" },
        { "groups without user", "user: {as-groups: [a]}", "without as" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_user_that_contradicts_itself_is_refused(string name, string user, string message)
    {
        Assert.NotEmpty(name);
        var file = KubeConfigFile.Parse($$$"""
            current-context: c
            clusters: [{name: k, cluster: {server: "https://k"}}]
            contexts: [{name: c, context: {cluster: k, user: u}}]
            users: [{name: u, {{{user}}}}]
            """);
        Assert.Contains(message, Assert.Throws<KubeConfigException>(() => KubeConfig.From(file)).Message);
    }

    public static TheoryData<string, string, long> Malformed => new()
    {
        { "kind: Pod", "kind is 'Pod'", 1 },
        { "- a\n- b", "a mapping with clusters", 1 },
        { "clusters:\n- name: a\n  cluster: {insecure-skip-tls-verify: maybe}", "must be true or false", 3 },
        { "clusters:\n- name: a\n  cluster: {certificate-authority-data: '@@'}", "is not base64", 3 },
        { "users:\n- user: {token: t}", "has no name", 2 },
        { "users:\n- name: a\n- name: a", "stands twice", 3 },
        { "clusters: {a: b}", "must be a list", 1 },
        { "a: 1\na: 2", "not well-formed YAML", 2 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_text_is_an_error_with_its_line(string text, string message, long line)
    {
        var error = Assert.Throws<KubeConfigException>(() => KubeConfigFile.Parse(text, "config.yaml"));
        Assert.Contains(message, error.Message);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void Credentials_are_not_sent_to_a_plain_http_server()
    {
        var file = KubeConfigFile.Parse(Minimal.Replace("https://a.", "http://a."));
        Assert.Equal(KubeCredentials.None, KubeConfig.From(file).Credentials);
    }

    [Fact]
    public void A_secret_never_shows_in_text()
    {
        var file = KubeConfigFile.Parse(Minimal.Replace("token: t", "token: secret-value"));
        var config = KubeConfig.From(file);
        Assert.DoesNotContain("secret-value", $"{config} {config.Credentials} {file.Users["a"]}");
    }

    private KubeConfig Infer(KubeConfigOptions? options = null) => KubeConfigInference.Infer(options ?? new(), new KubeEnvironment
    {
        Variable = name => _variables.GetValueOrDefault(name),
        Home = _folder,
        ServiceAccountFolder = Path.Combine(_folder, "account"),
    });

    private void EnterPod()
    {
        _variables["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
        _variables["KUBERNETES_SERVICE_PORT"] = "6443";
        Write(Path.Combine("account", "token"), "pod-token\n");
        Write(Path.Combine("account", "ca.crt"), "pem");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
