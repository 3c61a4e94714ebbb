using Kube.Schema.Json;

namespace Kube.Schema.Crds;

/// <summary>How objects are converted between the versions of a CRD.</summary>
public sealed record CustomResourceConversion
{
    /// <summary><c>None</c> (only <c>apiVersion</c> is changed) or <c>Webhook</c>.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>Whom to call; only with <c>Webhook</c>.</summary>
    public WebhookConversion? Webhook { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("strategy", Strategy)
        .Add("webhook", Webhook?.ToJson())
        .Build();

    internal static CustomResourceConversion Read(JsonFields fields) => new()
    {
        Strategy = fields.Text("strategy") ?? "",
        Webhook = fields.One("webhook", WebhookConversion.Read),
    };
}

/// <summary>A webhook that converts objects.</summary>
public sealed record WebhookConversion
{
    /// <summary>How to reach it.</summary>
    public WebhookClientConfig? ClientConfig { get; init; }

    /// <summary>The versions of <c>ConversionReview</c> it understands, preferred first; <c>v1</c> or <c>v1beta1</c> must be among them.</summary>
    public EquatableArray<string> ConversionReviewVersions { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("clientConfig", ClientConfig?.ToJson())
        .Texts("conversionReviewVersions", ConversionReviewVersions)
        .Build();

    internal static WebhookConversion Read(JsonFields fields) => new()
    {
        ClientConfig = fields.One("clientConfig", WebhookClientConfig.Read),
        ConversionReviewVersions = fields.Texts("conversionReviewVersions"),
    };
}

/// <summary>How to reach a webhook: by exactly one of <see cref="Url"/> and <see cref="Service"/>.</summary>
public sealed record WebhookClientConfig
{
    /// <summary>An <c>https</c> URL without user, query or fragment.</summary>
    public string? Url { get; init; }

    /// <summary>A service in the cluster.</summary>
    public ServiceReference? Service { get; init; }

    /// <summary>PEM certificates that vouch for the webhook's own, in base64.</summary>
    public string? CaBundle { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("url", Url is { } url ? JsonString.Of(url) : null)
        .Add("service", Service?.ToJson())
        .Text("caBundle", CaBundle)
        .Build();

    internal static WebhookClientConfig Read(JsonFields fields) => new()
    {
        Url = fields.Given("url"),
        Service = fields.One("service", ServiceReference.Read),
        CaBundle = fields.Text("caBundle"),
    };
}

/// <summary>A service in the cluster.</summary>
public sealed record ServiceReference
{
    /// <summary>Its namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The URL path.</summary>
    public string? Path { get; init; }

    /// <summary>The port, 1 to 65535. Default: 443.</summary>
    public int? Port { get; init; }

    internal JsonObject ToJson() => new JsonFieldsBuilder()
        .Add("namespace", Namespace)
        .Add("name", Name)
        .Add("path", Path is { } path ? JsonString.Of(path) : null)
        .Integer("port", Port)
        .Build();

    internal static ServiceReference Read(JsonFields fields) => new()
    {
        Namespace = fields.Text("namespace") ?? "",
        Name = fields.Text("name") ?? "",
        Path = fields.Given("path"),
        Port = fields.Int32("port"),
    };
}
