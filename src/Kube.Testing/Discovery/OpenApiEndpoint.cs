using Kube.Testing.Http;
using Kube.Testing.Serving;

namespace Kube.Testing.Discovery;

/// <summary>OpenAPI documents.</summary>
internal static class OpenApiEndpoint
{
    public static ServerResponse Handle(ServerState state, ServerRequest request, string[] segments) => ServerResponse.PathNotFound;
}
