using System.Globalization;

namespace Kube;

/// <summary>Which of a container's outputs a log request reads (KEP-3288).</summary>
public enum LogStream
{
    /// <summary>Both, as they were written; the default.</summary>
    All,
    /// <summary>Standard output only.</summary>
    Stdout,
    /// <summary>Standard error only.</summary>
    Stderr,
}

/// <summary>What a request for a container's log may ask for.</summary>
public sealed record LogParams
{
    /// <summary>The container; needed when the pod has more than one.</summary>
    public string? Container { get; init; }

    /// <summary>Keeps the stream open and sends lines as they come.</summary>
    public bool Follow { get; init; }

    /// <summary>Reads the log of the container's previous run.</summary>
    public bool Previous { get; init; }

    /// <summary>Only lines of the last so many seconds; not together with <see cref="SinceTime"/>.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Only lines from this moment on; not together with <see cref="Since"/>.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Starts each line with its time (RFC 3339 with nanoseconds).</summary>
    public bool Timestamps { get; init; }

    /// <summary>Only the last lines; zero sends none but those still to come.</summary>
    public long? TailLines { get; init; }

    /// <summary>Ends after this many bytes; at least 1.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>Does not verify the kubelet's certificate. The log may then be forged.</summary>
    public bool InsecureSkipTlsVerifyBackend { get; init; }

    /// <summary>Which output; anything but <see cref="LogStream.All"/> cannot be combined with <see cref="TailLines"/> and needs a recent server.</summary>
    public LogStream Stream { get; init; }

    internal static LogParams Default { get; } = new();

    /// <exception cref="ArgumentException">The server would refuse the combination.</exception>
    internal string ToQuery()
    {
        Check.Require(Since is null || SinceTime is null, "LogParams.Since", "and SinceTime exclude each other");
        Check.Require(TailLines is null or >= 0, "LogParams.TailLines", $"cannot be negative, but is {TailLines}");
        Check.Require(LimitBytes is null or >= 1, "LogParams.LimitBytes", $"must be at least 1, but is {LimitBytes}");
        Check.Require(Stream == LogStream.All || TailLines is null, "LogParams.TailLines", "counts lines of both outputs and cannot be combined with one Stream");
        return new QueryBuilder()
            .Add("container", Container)
            .AddTrue("follow", Follow)
            .AddTrue("previous", Previous)
            .Add("sinceSeconds", Check.Seconds(Since, "LogParams.Since"))
            .Add("sinceTime", SinceTime?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .AddTrue("timestamps", Timestamps)
            .Add("tailLines", TailLines)
            .Add("limitBytes", LimitBytes)
            .AddTrue("insecureSkipTLSVerifyBackend", InsecureSkipTlsVerifyBackend)
            .Add("stream", Stream == LogStream.All ? null : Stream.ToString())
            .ToString();
    }
}

/// <summary>The container and which of its streams are opened: what an exec and an attach have in common.</summary>
public abstract record StreamParams
{
    private protected StreamParams() { }

    /// <summary>The container; needed when the pod has more than one.</summary>
    public string? Container { get; init; }

    /// <summary>Opens standard input.</summary>
    public bool Stdin { get; init; }

    /// <summary>Opens standard output; on by default.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Opens standard error; on by default, off with a terminal, which has one output only.</summary>
    public bool Stderr { get; init; } = true;

    /// <summary>Allocates a terminal. Standard error then comes on standard output.</summary>
    public bool Tty { get; init; }

    private protected QueryBuilder ToQueryBuilder()
    {
        // A terminal has a single output; asking for both is what the server refuses, so the default gives way.
        var stderr = Stderr && !Tty;
        Check.Require(Stdin || Stdout || stderr, "AttachParams", "must open at least one of Stdin, Stdout and Stderr");
        return new QueryBuilder()
            .Add("container", Container)
            .AddTrue("stdin", Stdin)
            .AddTrue("stdout", Stdout)
            .AddTrue("stderr", stderr)
            .AddTrue("tty", Tty);
    }

    internal abstract string ToQuery();
}

/// <summary>Which streams an attach opens.</summary>
public sealed record AttachParams : StreamParams
{
    internal override string ToQuery() => ToQueryBuilder().ToString();
}

/// <summary>What an exec runs and which streams it opens.</summary>
public sealed record ExecParams : StreamParams
{
    /// <summary>Runs <paramref name="command"/>, without a shell.</summary>
    /// <param name="command">The program and its arguments; at least the program.</param>
    public ExecParams(params IReadOnlyList<string> command) => Command = command;

    /// <summary>The program and its arguments; no shell is involved.</summary>
    public IReadOnlyList<string> Command { get; init; }

    internal override string ToQuery()
    {
        Check.Require(Command.Count > 0, "ExecParams.Command", "is empty: name the program to run");
        var query = ToQueryBuilder();
        foreach (var argument in Command) query.Add("command", argument);
        return query.ToString();
    }
}

/// <summary>What an eviction may ask for (<c>policy/v1</c>): a delete that respects disruption budgets.</summary>
public sealed record EvictParams
{
    /// <summary>How the pod is deleted once it may be.</summary>
    public DeleteParams Delete { get; init; } = new();

    /// <inheritdoc cref="CreateParams.DryRun"/>
    public bool DryRun { get; init; }

    internal static EvictParams Default { get; } = new();
}

/// <summary>What a service account's token shall be good for (<c>authentication.k8s.io/v1</c> <c>TokenRequest</c>).</summary>
public sealed record TokenParams
{
    /// <summary>Whom the token is for; empty means the API server.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long it is good; at least 10 minutes. Unset is an hour.</summary>
    public TimeSpan? Expiration { get; init; }

    /// <summary>Binds the token to this object's life: a pod, secret or node.</summary>
    public BoundObject? BoundTo { get; init; }

    internal static TokenParams Default { get; } = new();

    /// <summary>The object whose end ends the token.</summary>
    /// <param name="ApiVersion">Its <c>apiVersion</c>.</param>
    /// <param name="Kind"><c>Pod</c>, <c>Secret</c> or <c>Node</c>.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Uid">Its UID; empty takes whichever object bears the name.</param>
    public sealed record BoundObject(string ApiVersion, string Kind, string Name, string? Uid = null);
}
