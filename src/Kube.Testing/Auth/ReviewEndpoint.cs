using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Serving;

namespace Kube.Testing.Auth;

/// <summary>The questions about rights and identity: reviews that are answered and never stored.</summary>
internal sealed class ReviewEndpoint(ServerState state, Authorizer authorizer, Authenticator authenticator)
{
    private static readonly string[] Kinds =
    [
        "SelfSubjectAccessReview", "SubjectAccessReview", "LocalSubjectAccessReview", "SelfSubjectRulesReview", "SelfSubjectReview", "TokenReview",
    ];

    public static bool Answers(ResourceCall call) => call.Verb == "create" && call.Subresource.Length == 0 && Kinds.Contains(call.Resource.Kind);

    public ServerResponse Answer(ResourceCall call)
    {
        var options = WriteOptions.Read(call.Http, "CreateOptions");
        var report = new DecodeReport();
        var body = BodyReader.ReadObject(call.Http, call.Resource.Kind, report.Strict, call.Resource.ApiVersion);
        var strategy = Strategies.For(call.Resource);
        var decoded = strategy.Decode(body, report);
        var isStamped = call.Resource.Kind is not ("SelfSubjectReview" or "SelfSubjectRulesReview");
        var value = isStamped
            ? Patching.Apply.FieldManager.Update(ObjectWriter.Rules(call, strategy), null, decoded, options.FieldManager, "", state.Now, strategy.Zero)
            : decoded.With("metadata", JsonObject.Empty);
        var status = Status(call, decoded);
        if (call.Resource.Kind == "SelfSubjectReview")
        {
            value = value.WithMeta("creationTimestamp", state.Now);
        }
        else if (call.Resource.Kind == "SelfSubjectRulesReview")
        {
            value = value.With("spec", JsonObject.Empty);
        }

        return ServerResponse.Json(201, value.With("status", status));
    }

    private JsonObject Status(ResourceCall call, JsonObject value)
    {
        switch (call.Resource.Kind)
        {
            case "SelfSubjectReview":
                return JsonValue.Object(("userInfo", UserInfo(call.User)));
            case "TokenReview" when value.TextAt("spec", "token") is not { Length: > 0 }:
                throw ApiErrors.BadRequest("token is required for TokenReview in authentication");
            case "TokenReview":
                return authenticator.Find(value.TextAt("spec", "token") ?? "") is { } owner
                    ? JsonValue.Object(("authenticated", true), ("user", UserInfo(owner)))
                    : JsonValue.Object(("authenticated", false), ("user", JsonObject.Empty), ("error", "[invalid bearer token]"));
            case "SelfSubjectRulesReview":
                var rules = authorizer.Rules(call.User, value.TextAt("spec", "namespace") ?? "").ToList();
                return JsonValue.Object(
                    ("resourceRules", JsonArray.From(rules.Where(r => r.ContainsKey("resources")))),
                    ("nonResourceRules", JsonArray.From(rules.Where(r => r.ContainsKey("nonResourceURLs")))),
                    ("incomplete", false));
            default:
                CheckQuestion(call, value);
                return JsonValue.Object(("allowed", authorizer.Allows(Subject(call, value), Attributes(value))));
        }
    }

    /// <summary>A user as reviews show it.</summary>
    public static JsonObject UserInfo(User user)
    {
        var info = new JsonObjectBuilder().Add("username", user.Name);
        if (user.Uid.Length > 0)
        {
            info.Add("uid", user.Uid);
        }

        info.Add("groups", Texts(user.Groups));
        if (user.Extra.Count > 0)
        {
            info.Add("extra", JsonObject.From(user.Extra.Select(e => KeyValuePair.Create(e.Key, (JsonValue)Texts(e.Value)))));
        }

        return info.Build();
    }

    /// <exception cref="ApiStatusException">422: a question about nobody, or about nothing, or two at once.</exception>
    private static void CheckQuestion(ResourceCall call, JsonObject value)
    {
        var (resource, path) = (value.At("spec", "resourceAttributes") as JsonObject, value.At("spec", "nonResourceAttributes") as JsonObject);
        var causes = new List<FieldCause>();
        if (resource is not null && path is not null)
        {
            var shown = JsonValue.Object(("Path", path.GetString("path") ?? ""), ("Verb", path.GetString("verb") ?? ""));
            causes.Add(FieldCause.Invalid("spec.nonResourceAttributes", shown, "cannot be specified in combination with resourceAttributes"));
        }

        if (resource is null && path is null)
        {
            causes.Add(FieldCause.Invalid("spec.resourceAttributes", JsonValue.Null, "exactly one of nonResourceAttributes or resourceAttributes must be specified"));
        }

        if (call.Resource.Kind != "SelfSubjectAccessReview" && value.TextAt("spec", "user") is null or "" && value.At("spec", "groups") is not JsonArray { Count: > 0 })
        {
            causes.Add(FieldCause.Invalid("spec.user", "", "at least one of user or group must be specified"));
        }

        if (causes.Count > 0)
        {
            // The real server does not name the kind here.
            throw ApiErrors.Invalid("authorization.k8s.io", "", "", causes);
        }
    }

    private static User Subject(ResourceCall call, JsonObject value) => call.Resource.Kind == "SelfSubjectAccessReview"
        ? call.User
        : new(value.TextAt("spec", "user") ?? "", [.. (value.At("spec", "groups") as JsonArray ?? JsonArray.Empty).OfType<JsonString>().Select(g => g.Value)]);

    private static AccessAttributes Attributes(JsonObject value)
    {
        var resource = value.At("spec", "resourceAttributes") as JsonObject;
        var path = value.At("spec", "nonResourceAttributes") as JsonObject;
        string Text(string field) => resource!.GetString(field) ?? "";
        return path is not null
            ? AccessAttributes.OfPath(path.GetString("verb") ?? "", path.GetString("path") ?? "")
            : new(Text("verb"), Text("group"), Text("resource"), Text("subresource"), Text("namespace"), Text("name"), "");
    }

    private static JsonArray Texts(IEnumerable<string> texts) => JsonArray.From(texts.Select(t => (JsonValue)JsonString.Of(t)));
}
