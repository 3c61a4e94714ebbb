using System.Text;

namespace Kube.Runtime;

/// <summary>How replicas share the objects of their controllers among them.</summary>
public sealed record ShardingOptions
{
    /// <summary>The name that all replicas share: a label value and the first part of their Leases' names. At most 63 characters.</summary>
    public required string Group { get; init; }

    /// <summary>The Leases' namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>
    /// Who this replica is, unique among them: small letters, digits, <c>-</c> and <c>.</c>. By default the machine's name (in a pod, the pod's) and a random part.
    /// One that a replica keeps when it starts again (a StatefulSet's pod name) keeps its objects, too.
    /// </summary>
    public string Identity { get; init; } = OfThisProcess();

    /// <summary>How long others wait for a replica that is silent, and a new one before it acts. Whole seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a replica acts on what it last knew of the others. Shorter than <see cref="LeaseDuration"/>: the difference is what clocks may drift apart in that time.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long between two looks at the others.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    internal string LeaseName => $"{Group}-{Identity}";

    internal void Validate()
    {
        Require(Group, nameof(Group), 63);
        ArgumentException.ThrowIfNullOrEmpty(Namespace);
        Require(Identity, nameof(Identity), 253 - 64);
        if (LeaseDuration < TimeSpan.FromSeconds(1) || LeaseDuration.Ticks % TimeSpan.TicksPerSecond != 0)
            throw new ArgumentException($"{nameof(LeaseDuration)} must be whole seconds, at least one, not {LeaseDuration}: a Lease holds nothing finer.");
        if (RenewDeadline >= LeaseDuration)
            throw new ArgumentException($"{nameof(RenewDeadline)} ({RenewDeadline}) must be shorter than {nameof(LeaseDuration)} ({LeaseDuration}), or two replicas can own an object at once.");
        if (RetryPeriod <= TimeSpan.Zero || RetryPeriod * 1.2 >= RenewDeadline / 2)
            throw new ArgumentException($"{nameof(RetryPeriod)} ({RetryPeriod}) with its jitter of a fifth must be shorter than half of {nameof(RenewDeadline)} ({RenewDeadline}), so that one lost answer costs nothing.");
    }

    private static void Require(string value, string name, int length)
    {
        if (string.IsNullOrEmpty(value) || value.Length > length || value.Any(c => !IsAllowed(c)) || !char.IsAsciiLetterOrDigit(value[0]) || !char.IsAsciiLetterOrDigit(value[^1]))
            throw new ArgumentException($"{name} '{value}' must be 1 to {length} small letters, digits, '-' and '.', with a letter or digit at both ends: it is part of a Lease's name.");
    }

    private static bool IsAllowed(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.';

    private static string OfThisProcess()
    {
        var name = new StringBuilder();
        foreach (var c in Environment.MachineName.ToLowerInvariant())
            name.Append(IsAllowed(c) && c != '.' ? c : '-');
        var text = name.ToString().Trim('-');
        return $"{(text.Length > 100 ? text[..100].TrimEnd('-') : text)}{(text.Length > 0 ? "-" : "")}{Guid.NewGuid().ToString("N")[..10]}";
    }
}
