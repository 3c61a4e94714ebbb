namespace Kube.Testing.Auth;

/// <summary>Who asks.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Groups">The groups, <c>system:authenticated</c> among them for all but the anonymous.</param>
internal sealed record User(string Name, IReadOnlyList<string> Groups)
{
    public const string Authenticated = "system:authenticated";
    public const string Masters = "system:masters";

    public static readonly User Anonymous = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The user with all rights that the server's own kubeconfig speaks for.</summary>
    public static readonly User Admin = new("kubernetes-admin", [Masters, Authenticated])
    {
        Extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = ["X509SHA256=embedded"] },
    };

    public string Uid { get; init; } = "";

    /// <summary>Further facts, such as <c>authentication.kubernetes.io/credential-id</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool IsMaster => Groups.Contains(Masters);
}
