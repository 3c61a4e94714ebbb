namespace Kube.Client;

/// <summary>How a client proves who it is, apart from a client certificate.</summary>
public abstract record KubeCredentials
{
    private KubeCredentials() { }

    /// <summary>Nothing is sent: anonymous, or a client certificate alone.</summary>
    public static KubeCredentials None { get; } = new Anonymous();

    /// <summary>Names the kind, never the secret.</summary>
    public sealed override string ToString() => GetType().Name;

    /// <summary>No credentials.</summary>
    public sealed record Anonymous : KubeCredentials;

    /// <summary>A bearer token that does not change.</summary>
    /// <param name="Value">The token; white space around it is cut.</param>
    public sealed record Token(string Value) : KubeCredentials;

    /// <summary>A bearer token in a file, read again about every minute; a failed read keeps the last token.</summary>
    /// <param name="Path">The file; white space around the token in it is cut.</param>
    /// <param name="Initial">The token used while the file cannot be read; <see langword="null"/> for none.</param>
    public sealed record TokenFile(string Path, string? Initial = null) : KubeCredentials;

    /// <summary>Basic authentication. An API server of Kubernetes no longer takes it; a proxy before one may.</summary>
    /// <param name="Username">The user.</param>
    /// <param name="Password">The password.</param>
    public sealed record Basic(string Username, string Password) : KubeCredentials;

    /// <summary>A program gives a token or a client certificate.</summary>
    /// <param name="Plugin">The program and how to run it.</param>
    public sealed record Exec(ExecPlugin Plugin) : KubeCredentials;

    /// <summary>An <c>auth-provider</c>: <c>oidc</c> works; the others are refused on connecting, with advice.</summary>
    /// <param name="Settings">The provider and its settings.</param>
    public sealed record Provider(AuthProvider Settings) : KubeCredentials;

    /// <summary>A provider of one's own.</summary>
    /// <param name="Source">Gives credentials and renews them.</param>
    public sealed record Custom(ICredentialProvider Source) : KubeCredentials;
}

/// <summary>A client certificate and its private key, each a file (read again when it changes) or data.</summary>
/// <param name="Certificate">The certificate, with its intermediates after it (PEM).</param>
/// <param name="Key">The private key (PEM: PKCS#8, RSA or EC).</param>
public sealed record ClientCertificate(PemSource Certificate, PemSource Key);

/// <summary>PEM text in a file or at hand.</summary>
public sealed record PemSource
{
    private PemSource() { }

    /// <summary>The file's absolute path; <see langword="null"/> for data.</summary>
    public string? Path { get; private init; }

    /// <summary>The PEM text; empty for a file.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>PEM in a file, read when it is needed and again when it changes.</summary>
    public static PemSource FromFile(string path) => new() { Path = System.IO.Path.GetFullPath(path) };

    /// <summary>PEM at hand.</summary>
    public static PemSource FromData(ReadOnlyMemory<byte> pem) => new() { Data = pem };

    /// <summary>The path, or <c>data</c>.</summary>
    public override string ToString() => Path ?? "data";
}

/// <summary>Whom a client acts as (user impersonation).</summary>
/// <param name="User">The user name.</param>
public sealed record Impersonation(string User)
{
    /// <summary>The user's UID; <see langword="null"/> for none.</summary>
    public string? Uid { get; init; }

    /// <summary>The user's groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Extra facts: each key with its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extra { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
