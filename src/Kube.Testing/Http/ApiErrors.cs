using Kube.Schema.Json;

namespace Kube.Testing.Http;

/// <summary>One cause of an <c>Invalid</c> answer.</summary>
/// <param name="Reason">Such as <c>FieldValueInvalid</c>.</param>
/// <param name="Message">Such as <c>Invalid value: "x": must be …</c>.</param>
/// <param name="Field">Such as <c>spec.size</c>.</param>
internal sealed record FieldCause(string Reason, string Message, string Field)
{
    public static FieldCause Invalid(string field, JsonValue value, string detail) => new("FieldValueInvalid", $"Invalid value: {Quote(value)}: {detail}", field);

    public static FieldCause Forbidden(string field, string detail) => new("FieldValueForbidden", $"Forbidden: {detail}", field);

    public static FieldCause Required(string field, string detail) =>
        new("FieldValueRequired", detail.Length == 0 ? "Required value" : $"Required value: {detail}", field);

    public static FieldCause TooLong(string field, int maximum) => new("FieldValueTooLong", $"Too long: may not be more than {maximum} bytes", field);

    public static FieldCause Unsupported(string field, string value, params ReadOnlySpan<string> supported)
    {
        var quoted = new List<string>();
        foreach (var one in supported)
        {
            quoted.Add($"\"{one}\"");
        }

        return new("FieldValueNotSupported", $"Unsupported value: {value}: supported values: {string.Join(", ", quoted)}", field);
    }

    public string Text => $"{Field}: {Message}";

    private static string Quote(JsonValue value) => value is JsonNull ? "null" : value.ToJson();
}

/// <summary>The errors an API server answers, with its words.</summary>
internal static class ApiErrors
{
    /// <summary>How a resource is called in messages: <c>widgets.demo.example.com</c>, or <c>configmaps</c> in the core group.</summary>
    public static string Qualified(string name, string group) => group.Length == 0 ? name : name + "." + group;

    public static ApiStatusException NotFound(string group, string plural, string name) =>
        new(404, "NotFound", $"{Qualified(plural, group)} \"{name}\" not found", Details(name, group, plural));

    public static ApiStatusException AlreadyExists(string group, string plural, string name) =>
        new(409, "AlreadyExists", $"{Qualified(plural, group)} \"{name}\" already exists", Details(name, group, plural));

    /// <summary>The name is taken, and the object asks for a generated one: the client may come again.</summary>
    public static ApiStatusException NoNameGenerated(string group, string plural, string name) => new(
        409,
        "AlreadyExists",
        $"{Qualified(plural, group)} \"{name}\" already exists, the server was not able to generate a unique name for the object",
        Details(name, group, plural).With("retryAfterSeconds", 1));

    public static ApiStatusException ObjectIsBeingDeleted(string group, string plural, string name) =>
        new(409, "AlreadyExists", $"object is being deleted: {Qualified(plural, group)} \"{name}\" already exists", Details(name, group, plural));

    /// <param name="group">The resource's group.</param>
    /// <param name="called">Its plural, or its kind where a precondition failed.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="problem">What stands in the way.</param>
    public static ApiStatusException Conflict(string group, string called, string name, string problem) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Qualified(called, group)} \"{name}\": {problem}", Details(name, group, called));

    public const string Modified = "the object has been modified; please apply your changes to the latest version and try again";

    public static ApiStatusException BadRequest(string message) => new(400, "BadRequest", message);

    /// <summary>A client's mistake for which the real server has no status of its own: 500 without a reason.</summary>
    public static ApiStatusException Unclassified(string message) => new(500, null, message);

    public static ApiStatusException InternalError(string message) =>
        new(500, "InternalError", $"Internal error occurred: {message}", JsonValue.Object(("causes", JsonValue.Array(JsonValue.Object(("message", message))))));

    public static ApiStatusException Invalid(string group, string kind, string name, IReadOnlyList<FieldCause> causes)
    {
        var texts = causes.Select(c => c.Text).Distinct().ToList();
        var message = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var list = JsonArray.From(causes.Select(c => (JsonValue)JsonValue.Object(("reason", c.Reason), ("message", c.Message), ("field", c.Field))));
        return new(422, "Invalid", $"{Qualified(kind, group)} \"{name}\" is invalid: {message}", Details(name, group, kind).With("causes", list));
    }

    public static ApiStatusException InvalidOptions(string kind, params IReadOnlyList<FieldCause> causes) => Invalid("meta.k8s.io", kind, "", causes);

    public static ApiStatusException MethodNotSupported(string group, string plural, string action) =>
        new(405, "MethodNotAllowed", $"{action} is not supported on resources of kind \"{Qualified(plural, group)}\"", Details("", group, plural));

    public static ApiStatusException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", JsonObject.Empty);

    public static ApiStatusException UnknownResource() => new(404, "NotFound", "the server could not find the requested resource", JsonObject.Empty);

    public static ApiStatusException NotAcceptable() => new(
        406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml, application/vnd.kubernetes.protobuf");

    public static ApiStatusException UnsupportedMediaType(params IEnumerable<string> accepted) => new(
        415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiStatusException TooLarge(long limit) => new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static ApiStatusException Expired(string message, string? continueToken = null) => new(410, "Expired", message) { ContinueToken = continueToken };

    public static ApiStatusException Forbidden(string group, string plural, string name, string problem) => new(
        403,
        "Forbidden",
        name.Length == 0 ? $"{Qualified(plural, group)} is forbidden: {problem}" : $"{Qualified(plural, group)} \"{name}\" is forbidden: {problem}",
        Details(name, group, plural));

    public static ApiStatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    /// <summary>The details of a Status: only what is not empty is written.</summary>
    public static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObjectBuilder();
        if (name.Length > 0)
        {
            details.Add("name", name);
        }

        if (group.Length > 0)
        {
            details.Add("group", group);
        }

        if (kind.Length > 0)
        {
            details.Add("kind", kind);
        }

        return details.Build();
    }

    /// <summary>The answer to a deletion that took the object away at once.</summary>
    public static JsonObject Success(string name, string group, string plural, string uid) => JsonValue.Object(
        ("kind", "Status"),
        ("apiVersion", "v1"),
        ("metadata", JsonObject.Empty),
        ("status", "Success"),
        ("details", Details(name, group, plural).With("uid", uid)));
}
