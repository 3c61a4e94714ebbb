using Kube.Client;
using YamlDotNet.RepresentationModel;
using static Kube.Conformance.KubeConfigs.KubeConfigCases;

namespace Kube.Conformance.KubeConfigs;

public sealed class KubeConfigTests
{
    [Theory]
    [MemberData(nameof(KubeConfigCases.Names), MemberType = typeof(KubeConfigCases))]
    public async Task Resolves(string name)
    {
        var test = Get(name);
        var expect = test.Expect.ToDictionary(e => e.Key, e => e.Value);
        if (expect.TryGetValue("error", out var error))
        {
            var thrown = Assert.Throws<KubeConfigException>(() => { using var client = KubeClient.Create(Load(test)); });
            var words = ((YamlSequenceNode)error["any"]).Select(w => Text(w)!);
            Assert.Contains(words, word => thrown.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
            return;
        }
        var config = Load(test);
        foreach (var (field, value) in expect) await CheckAsync(test, config, field, value);
    }

    private static KubeConfig Load(KubeConfigCase test)
    {
        // As KUBECONFIG does: files that do not exist are skipped.
        var files = test.Files.Where(File.Exists).Select(KubeConfigFile.Load).ToList();
        return KubeConfig.From(KubeConfigFile.Merge(files), new KubeConfigOptions
        {
            Context = test.Option("context"),
            Cluster = test.Option("cluster"),
            User = test.Option("user"),
            Namespace = test.Option("namespace"),
        });
    }

    private static async Task CheckAsync(KubeConfigCase test, KubeConfig config, string field, YamlNode value)
    {
        var text = Text(value);
        var actual = field switch
        {
            "context" => config.ContextName,
            "cluster" => config.ClusterName,
            "user" => config.UserName,
            "namespace" => config.Namespace,
            "server" => config.Server.AbsoluteUri.TrimEnd('/'),
            "ca" => Describe(config.CertificateAuthority, test),
            "auth" => Auth(config),
            "token" => (await CredentialProviders.Create(config, TimeProvider.System).GetAsync(TestContext.Current.CancellationToken)).Authorization?.Parameter,
            "tokenFile" => Relative(((KubeCredentials.TokenFile)config.Credentials).Path, test),
            "certificate" => Describe(config.ClientCertificate?.Certificate, test),
            "key" => Describe(config.ClientCertificate?.Key, test),
            "certificateSubjectCN" => await SubjectAsync(config),
            "username" => ((KubeCredentials.Basic)config.Credentials).Username,
            "password" => ((KubeCredentials.Basic)config.Credentials).Password,
            "tlsServerName" => config.TlsServerName,
            "proxyUrl" => config.ProxyUrl?.OriginalString,
            "skipTlsVerify" => config.SkipTlsVerify ? "true" : "false",
            "disableCompression" => config.DisableCompression ? "true" : "false",
            "exec" => Check(((KubeCredentials.Exec)config.Credentials).Plugin, (YamlMappingNode)value, test),
            "impersonate" => Check(config.Impersonation!, (YamlMappingNode)value),
            _ => throw new InvalidOperationException($"This test does not know the expectation '{field}'."),
        };
        Assert.Equal(text, actual);
    }

    private static string Auth(KubeConfig config) => config.Credentials switch
    {
        KubeCredentials.Token => "token",
        KubeCredentials.TokenFile => "tokenFile",
        KubeCredentials.Basic => "basic",
        KubeCredentials.Exec => "exec",
        KubeCredentials.Provider provider => provider.Settings.Name,
        _ => config.ClientCertificate is null ? "none" : "clientCert",
    };

    private static async Task<string> SubjectAsync(KubeConfig config)
    {
        var files = new TlsFiles(config, TimeProvider.System);
        var material = await files.GetAsync(TestContext.Current.CancellationToken);
        return material.Certificate!.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, false);
    }

    // The mapping itself has no text: what it holds is asserted here.
    private static string? Check(ExecPlugin plugin, YamlMappingNode expect, KubeConfigCase test)
    {
        foreach (var (key, value) in expect.Children)
        {
            switch (Text(key))
            {
                case "apiVersion": Assert.Equal(Text(value), plugin.ApiVersion); break;
                case "command": Assert.Equal(Text(value), Path.IsPathRooted(plugin.Command) ? Relative(plugin.Command, test) : plugin.Command); break;
                case "args": Assert.Equal(((YamlSequenceNode)value).Select(Text), plugin.Args); break;
                case "env": Assert.Equal(((YamlMappingNode)value).Children.ToDictionary(e => Text(e.Key)!, e => Text(e.Value)!), plugin.Env.ToDictionary()); break;
                case "interactiveMode": Assert.Equal(Text(value), plugin.InteractiveMode.ToString()); break;
                case "provideClusterInfo": Assert.Equal(Text(value), plugin.ProvideClusterInfo ? "true" : "false"); break;
                case "installHint": Assert.Equal(Text(value), plugin.InstallHint); break;
                case "clusterConfig":
                    foreach (var (name, setting) in ((YamlMappingNode)value).Children)
                        Assert.Equal(Text(setting), plugin.ClusterConfig!.Value.GetProperty(Text(name)!).ToString());
                    break;
                case var other: throw new InvalidOperationException($"This test does not know the expectation 'exec.{other}'.");
            }
        }
        return null;
    }

    private static string? Check(Impersonation acting, YamlMappingNode expect)
    {
        foreach (var (key, value) in expect.Children)
        {
            switch (Text(key))
            {
                case "user": Assert.Equal(Text(value), acting.User); break;
                case "uid": Assert.Equal(Text(value), acting.Uid); break;
                case "groups": Assert.Equal(((YamlSequenceNode)value).Select(Text), acting.Groups); break;
                case "extra":
                    foreach (var (name, values) in ((YamlMappingNode)value).Children)
                        Assert.Equal(((YamlSequenceNode)values).Select(Text), acting.Extra[Text(name)!]);
                    break;
                case var other: throw new InvalidOperationException($"This test does not know the expectation 'impersonate.{other}'.");
            }
        }
        return null;
    }

    private static string Describe(PemSource? source, KubeConfigCase test) => source is null ? "none" : source.Path is { } path ? Relative(path, test) : "data";

    private static string Relative(string path, KubeConfigCase test) => Path.GetRelativePath(test.Folder, path).Replace('\\', '/');
}
