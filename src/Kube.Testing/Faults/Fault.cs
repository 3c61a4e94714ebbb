using Kube.Testing.Http;

namespace Kube.Testing.Faults;

/// <summary>Something that is to go wrong.</summary>
internal sealed class Fault(Func<RequestRecord, bool>? when, Func<CancellationToken, Task<ServerResponse?>> answer)
{
    public Func<RequestRecord, bool>? When => when;

    /// <summary>Answers in the place of the server, or none after having delayed it.</summary>
    public Func<CancellationToken, Task<ServerResponse?>> Answer => answer;

    /// <summary>How many requests it is still to hit.</summary>
    public int Left { get; set; }

    /// <summary>The requests it has hit, by identity: one is not delayed twice.</summary>
    public HashSet<RequestRecord> Seen { get; } = new(ReferenceEqualityComparer.Instance);
}
