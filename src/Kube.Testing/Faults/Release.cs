namespace Kube.Testing.Faults;

/// <summary>Ends a fault that lasts, once.</summary>
internal sealed class Release(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
