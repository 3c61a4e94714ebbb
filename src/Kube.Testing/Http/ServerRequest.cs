using System.Security.Cryptography.X509Certificates;

namespace Kube.Testing.Http;

/// <summary>One request as the server sees it, free of any web framework.</summary>
internal sealed record ServerRequest
{
    public required string Method { get; init; }

    /// <summary>The path, its escapes still in place.</summary>
    public required string RawPath { get; init; }

    /// <summary>The query in the order it was written, decoded; a name may stand several times.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>All headers; names compare without case, a header sent several times has several entries.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The client's certificate, where one was given; not checked yet.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Host and port as the client wrote them.</summary>
    public string Host { get; init; } = "";

    public string? Header(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return header.Value;
            }
        }

        return null;
    }

    public IEnumerable<string> HeaderValues(string name)
    {
        foreach (var header in Headers)
        {
            if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                yield return header.Value;
            }
        }
    }

    public string? QueryValue(string name)
    {
        foreach (var parameter in Query)
        {
            if (parameter.Key == name)
            {
                return parameter.Value;
            }
        }

        return null;
    }

    public IEnumerable<string> QueryValues(string name)
    {
        foreach (var parameter in Query)
        {
            if (parameter.Key == name)
            {
                yield return parameter.Value;
            }
        }
    }
}
