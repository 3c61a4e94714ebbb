using System.Globalization;

namespace Kube.Testing.Http;

/// <summary>What a body is to be turned into before it is written.</summary>
internal enum BodyForm
{
    /// <summary>The object or list itself.</summary>
    Plain,

    /// <summary>A <c>meta.k8s.io</c> Table.</summary>
    Table,

    /// <summary>A PartialObjectMetadata.</summary>
    Metadata,

    /// <summary>A PartialObjectMetadataList.</summary>
    MetadataList,

    /// <summary>An aggregated discovery document.</summary>
    AggregatedDiscovery,
}

/// <summary>The answer's form that server and client agreed on.</summary>
/// <param name="ContentType">What is written to the header.</param>
/// <param name="Form">What becomes of the body.</param>
/// <param name="Version">The version of <c>meta.k8s.io</c> for tables and metadata.</param>
internal readonly record struct Negotiated(string ContentType, BodyForm Form, string Version)
{
    public static readonly Negotiated PlainJson = new(ContentTypes.Json, BodyForm.Plain, "");

    public bool IsYaml => ContentType == ContentTypes.Yaml;
}

/// <summary>Content negotiation by the <c>Accept</c> header.</summary>
internal static class Accept
{
    /// <summary>The first clause the server can serve, best quality first.</summary>
    /// <param name="header">The header; none accepts JSON.</param>
    /// <param name="allow">The forms this endpoint has beside the plain one.</param>
    /// <exception cref="ApiStatusException">406: no clause can be served.</exception>
    public static Negotiated Negotiate(string? header, params ReadOnlySpan<BodyForm> allow)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return Negotiated.PlainJson;
        }

        Clause[] clauses = [.. header.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
        IEnumerable<Clause> byQuality = clauses.Length < 2 ? clauses : clauses.OrderByDescending(c => c.Quality);
        foreach (var clause in byQuality)
        {
            if (clause.Serve(allow) is { } negotiated)
            {
                return negotiated;
            }
        }

        throw ApiErrors.NotAcceptable();
    }

    private static Clause Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }

        var quality = parameters.TryGetValue("q", out var q) && double.TryParse(q, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed : 1;
        return new(parts[0].ToLowerInvariant(), quality, parameters);
    }

    private sealed record Clause(string Type, double Quality, Dictionary<string, string> Parameters)
    {
        public Negotiated? Serve(ReadOnlySpan<BodyForm> allow)
        {
            var contentType = Type switch
            {
                "*/*" or "application/*" or ContentTypes.Json => ContentTypes.Json,
                ContentTypes.Yaml => ContentTypes.Yaml,
                _ => null,
            };
            if (contentType is null)
            {
                return null;
            }

            if (!Parameters.TryGetValue("as", out var kind))
            {
                return new(contentType, BodyForm.Plain, "");
            }

            var group = Parameters.GetValueOrDefault("g", "");
            var version = Parameters.GetValueOrDefault("v", "");
            BodyForm? form = (group, version, kind) switch
            {
                ("meta.k8s.io", "v1" or "v1beta1", "Table") => BodyForm.Table,
                ("meta.k8s.io", "v1" or "v1beta1", "PartialObjectMetadata") => BodyForm.Metadata,
                ("meta.k8s.io", "v1" or "v1beta1", "PartialObjectMetadataList") => BodyForm.MetadataList,
                ("apidiscovery.k8s.io", "v2", "APIGroupDiscoveryList") => BodyForm.AggregatedDiscovery,
                _ => null,
            };
            if (form is not { } asked || !allow.Contains(asked))
            {
                return null;
            }

            return asked == BodyForm.AggregatedDiscovery ? new(ContentTypes.AggregatedDiscovery, asked, version) : new(contentType, asked, version);
        }
    }
}
