namespace Kube;

/// <summary>One request to an API server as data: what to send, and what it is about. Made by <see cref="Requests"/>, sent by a client.</summary>
/// <remarks>Nothing in it depends on a server or a network, so the whole URL and body surface can be tested with values.</remarks>
public sealed record ApiRequest
{
    /// <summary>The HTTP method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path, percent-encoded, starting with a slash, such as <c>/api/v1/namespaces/default/pods/web</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query, percent-encoded, without the question mark; empty where there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The media type of <see cref="Body"/>; <see langword="null"/> when there is no body.</summary>
    public string? ContentType { get; init; }

    /// <summary>The body; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What the answer may be; <see langword="null"/> means JSON.</summary>
    public string? Accept { get; init; }

    /// <summary>What the request does, in the words of Kubernetes' authorisation: <c>get</c>, <c>list</c>, <c>watch</c>, <c>create</c>, <c>update</c>, <c>patch</c>, <c>delete</c>, <c>deletecollection</c>, or <c>connect</c> for exec, attach and port-forward.</summary>
    public required string Verb { get; init; }

    /// <summary>The type of the resource it is about; <see langword="null"/> for requests outside resources, such as discovery.</summary>
    public ResourceType? Type { get; init; }

    /// <summary>The namespace; <see langword="null"/> for cluster-scoped resources and for all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; <see langword="null"/> for requests about a collection.</summary>
    public string? Name { get; init; }

    /// <summary>The subresource, such as <c>status</c>.</summary>
    public string? Subresource { get; init; }

    /// <summary>
    /// Whether sending it again after an unknown outcome cannot do the work twice. <see langword="false"/> for a create and other posts
    /// (eviction, token), for a delete that names no UID, for a delete of a collection, for a JSON patch, for a replace
    /// or another patch that demands a resource version, and for a connect.
    /// </summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Path and query as they stand in the request line.</summary>
    public string PathAndQuery => Query.Length == 0 ? Path : Path + "?" + Query;

    /// <summary>The same request for metadata only: the server answers with <c>PartialObjectMetadata</c> (or a list, or a watch of them).</summary>
    public ApiRequest AsMetadata() => this with { Accept = Verb is "list" or "deletecollection" ? MediaTypes.PartialMetadataList : MediaTypes.PartialMetadata };

    /// <summary>The same request answered as a <c>Table</c>, as <c>kubectl get</c> asks for it.</summary>
    /// <param name="rows">What each row carries of its object beside the cells; unset leaves it to the server, which sends the metadata.</param>
    public ApiRequest AsTable(TableRows? rows = null)
    {
        var request = this with { Accept = MediaTypes.Table };
        return rows is null ? request : request with { Query = $"{Query}{(Query.Length == 0 ? "" : "&")}includeObject={rows}" };
    }

    /// <summary>The request line, for people.</summary>
    public override string ToString() => $"{Method} {PathAndQuery}";
}

/// <summary>What each row of a <c>Table</c> carries of its object.</summary>
public enum TableRows
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The metadata.</summary>
    Metadata,
    /// <summary>The whole object.</summary>
    Object,
}
