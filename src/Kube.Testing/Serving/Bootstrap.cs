using Kube.Schema.Json;
using Kube.Testing.Auth;
using Kube.Testing.Http;

namespace Kube.Testing.Serving;

/// <summary>What every cluster has from the start.</summary>
internal static class Bootstrap
{
    private static readonly string[] SystemNamespaces = ["default", "kube-system", "kube-public", "kube-node-lease"];

    public static async Task RunAsync(ServerState state, RequestHandler handler, CancellationToken cancellationToken)
    {
        var namespaces = state.Registry.Find("", "v1", "namespaces")!;
        foreach (var name in SystemNamespaces.Concat(state.Options.Namespaces).Distinct())
        {
            var call = new ResourceCall { Http = new ServerRequest { Method = "POST", RawPath = "" }, Resource = namespaces, Verb = "create", User = User.Admin };
            var value = JsonValue.Object(("apiVersion", "v1"), ("kind", "Namespace"), ("metadata", JsonValue.Object(("name", name))));
            var decoded = Strategies.For(namespaces).Decode(value, new DecodeReport());
            await handler.Writer.CreateAsync(call, new() { FieldManager = "kube-apiserver" }, decoded, isApplied: false, cancellationToken);
        }
    }
}
