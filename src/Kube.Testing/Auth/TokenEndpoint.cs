using System.Globalization;
using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Patching.Apply;
using Kube.Testing.Serving;

namespace Kube.Testing.Auth;

/// <summary>POST to <c>serviceaccounts/token</c>: a token that speaks for the account until its time is up.</summary>
internal sealed class TokenEndpoint(ServerState state, Authenticator authenticator)
{
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;

    public ServerResponse Issue(ResourceCall call)
    {
        var account = state.StoreOf(call.Resource).Current[call.Key] ?? throw call.NotFound();
        var options = WriteOptions.Read(call.Http, "CreateOptions");
        var request = BodyReader.ReadObject(call.Http, "TokenRequest", []);
        if (request.Name.Length > 0 && request.Name != call.Name)
        {
            throw ApiErrors.BadRequest($"the name in the request ({request.Name}) is not that of the path ({call.Name})");
        }

        var seconds = (request.At("spec", "expirationSeconds") as JsonInteger)?.Value ?? DefaultSeconds;
        if (seconds < LeastSeconds)
        {
            throw ApiErrors.Invalid(
                "authentication.k8s.io", "TokenRequest", call.Name, [FieldCause.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes")]);
        }

        const string Accounts = "system:serviceaccounts";
        var user = new User($"system:serviceaccount:{call.Namespace}:{call.Name}", [Accounts, $"{Accounts}:{call.Namespace}", User.Authenticated]) { Uid = account.Uid };
        var lifetime = TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        var token = options.DryRun ? "" : authenticator.Issue(user, lifetime);
        return ServerResponse.Json(201, request
            .With("metadata", JsonValue.Object(("name", call.Name), ("namespace", call.Namespace), ("creationTimestamp", state.Now)))
            .WithAt(seconds, "spec", "expirationSeconds")
            .With("status", JsonValue.Object(("expirationTimestamp", ManagedFields.Stamp(state.Clock.GetUtcNow() + lifetime)), ("token", token))));
    }
}
