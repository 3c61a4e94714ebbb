namespace Kube.Client;

/// <summary>How many repetitions all requests of a client may make: each request earns a part of one, each repetition spends one.</summary>
internal sealed class RetryBudget(int capacity, double perRequest)
{
    private readonly Lock _gate = new();
    private double _left = capacity;

    public void Earn()
    {
        lock (_gate) _left = Math.Min(capacity, _left + perRequest);
    }

    public bool TrySpend()
    {
        lock (_gate)
        {
            if (_left < 1) return false;
            _left -= 1;
            return true;
        }
    }
}
