using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Kube.Runtime.Tests;

/// <summary>What the metrics count while it lives: reconciles by result, and errors.</summary>
internal sealed class ReconcileResults : IDisposable
{
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly MeterListener _listener = new();

    public ReconcileResults()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "controller_runtime_reconcile_total" or "controller_runtime_reconcile_errors_total")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var result = "errors";
            foreach (var tag in tags)
                result = tag is { Key: "result", Value: string name } ? name : result;
            _counts.AddOrUpdate(result, value, (_, count) => count + value);
        });
        _listener.Start();
    }

    /// <summary><c>errors 1, success 2</c>.</summary>
    public override string ToString() => string.Join(", ", _counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value}"));

    public void Dispose() => _listener.Dispose();
}
