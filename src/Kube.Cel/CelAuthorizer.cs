namespace Kube.Cel;

/// <summary>What an expression asks of an authorizer.</summary>
public sealed record CelAccessRequest
{
    /// <summary>Whom it is about; none (null) for who makes the request.</summary>
    public string? User { get; init; }

    /// <summary>Such as <c>get</c>.</summary>
    public string Verb { get; init; } = "";

    /// <summary>A path that is no resource; empty for a resource.</summary>
    public string Path { get; init; } = "";

    /// <summary>The API group; empty for the core group.</summary>
    public string Group { get; init; } = "";

    /// <summary>The plural.</summary>
    public string Resource { get; init; } = "";

    /// <summary>Empty for the object itself.</summary>
    public string Subresource { get; init; } = "";

    /// <summary>Empty at the cluster scope.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Empty for a collection.</summary>
    public string Name { get; init; } = "";
}

/// <summary>The values of Kubernetes' authorization library: the variables <c>authorizer</c> and <c>authorizer.requestResource</c> of admission expressions.</summary>
public static class CelAuthorizer
{
    /// <summary>The type of <c>authorizer</c>.</summary>
    public static CelType Authorizer { get; } = CelType.Object("kubernetes.authorization.Authorizer", []);

    /// <summary>The type of <c>authorizer.requestResource</c>.</summary>
    public static CelType ResourceCheck { get; } = CelType.Object("kubernetes.authorization.ResourceCheck", []);

    internal static CelType PathCheck { get; } = CelType.Object("kubernetes.authorization.PathCheck", []);

    internal static CelType GroupCheck { get; } = CelType.Object("kubernetes.authorization.GroupCheck", []);

    internal static CelType Decision { get; } = CelType.Object("kubernetes.authorization.Decision", []);

    /// <summary>A value for <c>authorizer</c>.</summary>
    /// <param name="ask">Decides: whether it is allowed, and why.</param>
    public static CelValue Of(Func<CelAccessRequest, (bool Allowed, string Reason)> ask) => CelValue.Opaque(new Question(Authorizer, ask, new()));

    /// <summary>A value for <c>authorizer.requestResource</c>.</summary>
    /// <param name="ask">Decides: whether it is allowed, and why.</param>
    /// <param name="resource">The resource of the request.</param>
    public static CelValue Of(Func<CelAccessRequest, (bool Allowed, string Reason)> ask, CelAccessRequest resource) =>
        CelValue.Opaque(new Question(ResourceCheck, ask, resource));

    /// <summary>A question that is being put together.</summary>
    internal sealed class Question(CelType type, Func<CelAccessRequest, (bool Allowed, string Reason)> ask, CelAccessRequest request) : CelOpaque
    {
        public override CelType Type => type;

        public Func<CelAccessRequest, (bool Allowed, string Reason)> Ask => ask;

        public CelAccessRequest Request => request;

        public override CelValue EqualTo(CelOpaque other) => CelValue.Bool(other is Question same && same.Type.Equals(type) && same.Request == request);
    }

    internal sealed class Answer(bool allowed, string reason) : CelOpaque
    {
        public override CelType Type => Decision;

        public bool Allowed => allowed;

        public string Reason => reason;

        public override CelValue EqualTo(CelOpaque other) => CelValue.Bool(ReferenceEquals(this, other));
    }
}
