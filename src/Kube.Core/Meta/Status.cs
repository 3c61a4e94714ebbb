namespace Kube;

/// <summary>How an API server answers when there is no object to answer with: errors above all (<c>meta/v1</c> <c>Status</c>).</summary>
public sealed partial record Status
{
    /// <summary>The list metadata; empty but for a continue token in some 410 answers.</summary>
    public ListMeta? Metadata { get; init; }

    /// <summary><c>Success</c> or <c>Failure</c>: the member <c>status</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>What happened, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Why, for programs: one of <see cref="StatusReasons"/>; empty where the server does not know better than <see cref="Code"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is about.</summary>
    public StatusDetails? Details { get; init; }

    /// <summary>The HTTP status code.</summary>
    public int? Code { get; init; }

    /// <summary>Whether it reports an error.</summary>
    public bool IsFailure => Outcome == "Failure";
}

/// <summary>What a <see cref="Status"/> is about.</summary>
public sealed partial record StatusDetails
{
    /// <summary>The object's name.</summary>
    public string? Name { get; init; }

    /// <summary>The object's group.</summary>
    public string? Group { get; init; }

    /// <summary>The object's kind, or its plural name in some answers.</summary>
    public string? Kind { get; init; }

    /// <summary>The object's UID.</summary>
    public string? Uid { get; init; }

    /// <summary>One entry a fault: for an invalid object, a field each.</summary>
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    /// <summary>When to try again.</summary>
    public int? RetryAfterSeconds { get; init; }
}

/// <summary>One cause of a <see cref="Status"/>.</summary>
public sealed partial record StatusCause
{
    /// <summary>Why, for programs: one of <see cref="StatusCauseTypes"/>. The member is called <c>reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>What is wrong, for people.</summary>
    public string? Message { get; init; }

    /// <summary>The field's path, such as <c>spec.replicas</c> or <c>items[0].name</c>.</summary>
    public string? Field { get; init; }
}
