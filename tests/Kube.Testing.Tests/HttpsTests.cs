using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kube.Client;
using Kube.Models;
using Kube.Testing.Tls;

namespace Kube.Testing.Tests;

/// <summary>HTTPS with an authority of the server's own, and client certificates as users.</summary>
public sealed class HttpsTests(HttpsTests.Server fixture) : IClassFixture<HttpsTests.Server>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private EmbeddedApiServer Api => fixture.Api;

    [Fact]
    public async Task The_address_is_https_and_the_client_of_the_server_trusts_it()
    {
        await using var client = Api.CreateClient();

        var list = await client.Cluster<V1Namespace>().ListAsync(cancellationToken: Token);

        Assert.Equal("https", Api.Address.Scheme);
        Assert.Contains(list.Items, n => n.Metadata.Name == "default");
    }

    [Fact]
    public async Task A_client_that_does_not_know_the_authority_refuses_to_talk()
    {
        using var http = new HttpClient { BaseAddress = Api.Address };

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/version", Token));

        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
    }

    [Fact]
    public async Task Requests_and_watches_share_one_connection_by_http_2()
    {
        using var http = Http(Api, Api.Config.ClientCertificate);
        using var watch = await http.GetAsync("/api/v1/namespaces?watch=1", HttpCompletionOption.ResponseHeadersRead, Token);
        var before = Api.Faults.Connections.Count;

        using var answer = await http.GetAsync("/api/v1/namespaces", Token);

        Assert.Equal(HttpVersion.Version20, watch.Version);
        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal(before, Api.Faults.Connections.Count);
    }

    [Fact]
    public async Task A_certificates_common_name_is_the_user_and_its_organisations_are_groups()
    {
        await using var client = KubeClient.Create(Api.Config with { ClientCertificate = Api.CertificateFor("ann, of \"Ops\"", "team:a", "team:b") });

        var review = await client.Cluster<V1SelfSubjectReview>().CreateAsync(new() { Metadata = new() }, cancellationToken: Token);

        Assert.Equal("ann, of \"Ops\"", review.Status!.UserInfo!.Username);
        Assert.Equal(["team:a", "team:b", "system:authenticated"], review.Status.UserInfo.Groups);
    }

    [Fact]
    public async Task Rights_are_those_of_the_certificates_user()
    {
        using var http = Http(Api, Api.CertificateFor("nobody"));

        using var answer = await http.GetAsync("/api/v1/secrets", Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("User \\\"nobody\\\" cannot list resource", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_unauthorized()
    {
        using var other = new CertificateAuthority("embedded-api-server-ca");
        using var http = Http(Api, other.IssueClient("kubernetes-admin", ["system:masters"]));

        using var answer = await http.GetAsync("/api/v1/namespaces", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_token_counts_before_a_certificate()
    {
        using var http = Http(Api, Api.Config.ClientCertificate);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");

        using var answer = await http.GetAsync("/api/v1/namespaces", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_kubeconfig_carries_authority_certificate_and_key()
    {
        var folder = Directory.CreateTempSubdirectory("kube-testing-");
        try
        {
            var file = Api.WriteKubeConfig(Path.Combine(folder.FullName, "sub", "config"));
            await using var client = KubeClient.Create(KubeConfig.FromFile(file));

            var list = await client.Cluster<V1Namespace>().ListAsync(cancellationToken: Token);

            Assert.NotEmpty(list.Items);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_https_there_are_no_client_certificates()
    {
        await using var server = await EmbeddedApiServer.StartAsync(cancellationToken: Token);

        var error = Assert.Throws<InvalidOperationException>(() => server.CertificateFor("ann"));

        Assert.Contains("UseHttps", error.Message, StringComparison.Ordinal);
        Assert.Null(server.CertificateAuthorityPem);
        Assert.Null(server.Config.CertificateAuthority);
    }

    private static HttpClient Http(EmbeddedApiServer server, ClientCertificate? certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(server.CertificateAuthorityPem) },
        };
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(Text(certificate.Certificate), Text(certificate.Key))];
        }

        return new(handler) { BaseAddress = server.Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
    }

    private static string Text(PemSource source) => System.Text.Encoding.ASCII.GetString(source.Data.Span);

    public sealed class Server : IAsyncLifetime
    {
        public EmbeddedApiServer Api { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Api = await EmbeddedApiServer.StartAsync(new() { UseHttps = true });

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}
