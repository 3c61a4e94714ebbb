using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

// etcd --listen-client-urls=…            answers /health
// kube-apiserver --secure-port=… --tls-…  answers /readyz (at the second time of asking) and says who one is, by client certificate
var flags = args.Skip(1).Select(a => a.TrimStart('-').Split('=', 2)).Where(a => a.Length == 2).ToDictionary(a => a[0], a => a[1]);
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
if (args[0] == "etcd")
{
    Directory.CreateDirectory(flags["data-dir"]);
    builder.WebHost.UseUrls(flags["listen-client-urls"]);
    var etcd = builder.Build();
    etcd.MapGet("/health", () => Results.Text("""{"health":"true"}"""));
    Console.Error.WriteLine("etcd stand-in listens");
    await etcd.RunAsync();
    return;
}

using var certificate = X509Certificate2.CreateFromPemFile(flags["tls-cert-file"], flags["tls-private-key-file"]);
using var authority = X509CertificateLoader.LoadCertificateFromFile(flags["client-ca-file"]);
builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Parse(flags["bind-address"]), int.Parse(flags["secure-port"]), listen => listen.UseHttps(new HttpsConnectionAdapterOptions
{
    ServerCertificate = certificate,
    ClientCertificateMode = ClientCertificateMode.RequireCertificate,
    ClientCertificateValidation = (client, _, _) => client.IssuerName.RawData.SequenceEqual(authority.SubjectName.RawData),
})));
var asked = 0;
var server = builder.Build();
server.MapGet("/readyz", () => ++asked < 2 ? Results.Text("not yet", statusCode: 500) : Results.Text("ok"));
server.MapGet("/api/v1/namespaces/default", (HttpContext context) => Results.Text(
    $$"""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"default","annotations":{"subject":"{{context.Connection.ClientCertificate!.Subject}}"} } }""", "application/json"));
await server.RunAsync();
Console.Error.WriteLine("stopped in peace");
