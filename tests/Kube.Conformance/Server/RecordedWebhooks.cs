using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kube.Schema.Json;

namespace Kube.Conformance.Server;

/// <summary>The webhooks of a scenario: answers what was recorded, and holds what they are asked to the recording.</summary>
internal sealed class RecordedWebhooks : HttpMessageHandler
{
    public const string Host = "webhook.test";

    private static readonly Lazy<string> Authority = new(MakeAuthority);

    private readonly IReadOnlyList<JsonObject> _conversions;
    private readonly ConcurrentQueue<(string Path, string Query, JsonObject Body)> _asked = new();
    private ConcurrentQueue<JsonObject> _expected = new();

    public RecordedWebhooks(Scenario scenario)
    {
        _conversions = [.. scenario.Setup.Concat(scenario.Main).SelectMany(Exchanges).Where(IsConversion)];
    }

    /// <summary>A certificate for <c>caBundle</c>, in base64; it vouches for nothing, since the webhooks are in this process.</summary>
    public static string CaBundle => Authority.Value;

    /// <summary>What webhooks were asked during a step.</summary>
    public static IReadOnlyList<JsonObject> Exchanges(JsonObject step) => [.. (step.GetArray("webhookRequests") ?? JsonArray.Empty).OfType<JsonObject>()];

    /// <summary>Whether a webhook configuration of the setup was made only before a later step: the recorder keeps all of them in the setup.</summary>
    /// <returns>The first step that calls one of its webhooks; 0 where it is there from the start.</returns>
    public static int FirstCall(JsonObject setup, IReadOnlyList<JsonObject> steps)
    {
        if (setup.GetObject("request")?.GetString("path")?.EndsWith("webhookconfigurations", StringComparison.Ordinal) != true)
        {
            return 0;
        }

        var urls = setup.GetObject("request")!["body"]!.ToJson();
        for (var i = 0; i < steps.Count; i++)
        {
            if (Exchanges(steps[i]).Any(e => urls.Contains($"<webhook>{e.GetString("path")}\"", StringComparison.Ordinal)))
            {
                return i;
            }
        }

        return 0;
    }

    public void Begin(JsonObject step)
    {
        _asked.Clear();
        _expected = new(Exchanges(step).Where(e => !IsConversion(e)));
    }

    /// <summary>Compares what was asked during the step. Conversions are not: the real server's watch caches convert on their own account.</summary>
    public void Compare(JsonObject step, AnswerComparer comparer)
    {
        List<JsonObject> recorded = [.. Exchanges(step).Where(e => !IsConversion(e))];
        List<(string Path, string Query, JsonObject Body)> asked = [.. _asked];
        if (recorded.Count != asked.Count)
        {
            comparer.Note($"{recorded.Count} calls of webhooks expected, {asked.Count} came");
            return;
        }

        foreach (var (expected, actual) in recorded.Zip(asked))
        {
            var query = string.Join('&', (expected.GetObject("query") ?? JsonObject.Empty).Select(q => $"{q.Key}={(q.Value as JsonString)?.Value}"));
            if ((expected.GetString("path"), query) != (actual.Path, actual.Query))
            {
                comparer.Note($"a call of {expected.GetString("path")}?{query} expected, came {actual.Path}?{actual.Query}");
                continue;
            }

            comparer.Body(expected["body"]!, actual.Body, []);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = (JsonObject)JsonValue.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        if (body.GetString("kind") == "ConversionReview")
        {
            return Answer(Convert(body));
        }

        _asked.Enqueue((request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'), body));
        if (!_expected.TryDequeue(out var exchange))
        {
            return new(HttpStatusCode.NotFound) { Content = new StringContent("this call was not recorded") };
        }

        var reply = exchange.GetObject("reply")!;
        if (reply.GetInteger("status") is { } status)
        {
            return new((HttpStatusCode)status) { Content = new StringContent(reply.GetString("text") ?? "") };
        }

        if (reply.GetInteger("hangsSeconds") is { } seconds)
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
        }

        var uid = body.GetObject("request")!["uid"]!;
        return Answer(reply.With("response", reply.GetObject("response")!.With("uid", uid)));
    }

    /// <summary>Converts as the recorded webhook did: from the exchange with the same objects to the same version, the metadata being that of the request.</summary>
    private JsonObject Convert(JsonObject review)
    {
        var request = review.GetObject("request")!;
        var converted = request.GetArray("objects")!.OfType<JsonObject>().Select(value =>
        {
            foreach (var exchange in _conversions)
            {
                var asked = exchange.GetObject("body")!.GetObject("request")!;
                var objects = asked.GetArray("objects")!;
                for (var i = 0; i < objects.Count && asked["desiredAPIVersion"]! == request["desiredAPIVersion"]!; i++)
                {
                    if (((JsonObject)objects[i])["spec"]! == value["spec"]!)
                    {
                        return Merge(value, (JsonObject)exchange.GetObject("reply")!.GetObject("response")!.GetArray("convertedObjects")![i]);
                    }
                }
            }

            throw new InvalidOperationException($"No recorded conversion to {request.GetString("desiredAPIVersion")} of {value}.");
        });
        return JsonValue.Object(
            ("kind", "ConversionReview"),
            ("apiVersion", review["apiVersion"]!),
            ("response", JsonValue.Object(
                ("uid", request["uid"]!), ("result", JsonValue.Object(("status", "Success"))), ("convertedObjects", JsonArray.From(converted)))));
    }

    private static JsonValue Merge(JsonObject asked, JsonObject recorded)
    {
        var metadata = asked.GetObject("metadata")!;
        foreach (var field in (ReadOnlySpan<string>)["labels", "annotations"])
        {
            metadata = recorded.GetObject("metadata")![field] is { } value ? metadata.With(field, value) : metadata.Without(field);
        }

        return recorded.With("metadata", metadata);
    }

    private static bool IsConversion(JsonObject exchange) => exchange.GetObject("body")?.GetString("kind") == "ConversionReview";

    private static HttpResponseMessage Answer(JsonObject body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body.ToUtf8Json()) };

    private static string MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=recordings", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return System.Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate.ExportCertificatePem()));
    }
}
