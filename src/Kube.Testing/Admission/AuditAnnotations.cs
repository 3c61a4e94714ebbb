using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace Kube.Testing.Admission;

/// <summary>What admission says of a request for the audit log: by key, the first value of a key stays. Webhooks of one request may add at the same time.</summary>
internal sealed class AuditAnnotations
{
    private ConcurrentDictionary<string, string>? _values;

    public IReadOnlyDictionary<string, string> Values => _values is { } values ? values : ReadOnlyDictionary<string, string>.Empty;

    public void Add(string key, string value) =>
        LazyInitializer.EnsureInitialized(ref _values, static () => new(StringComparer.Ordinal)).TryAdd(key, value);
}
