using System.Globalization;
using Kube.Models;

namespace Kube.Runtime;

/// <summary>An event and how often it was repeated.</summary>
internal sealed class EventSeries(EventKey key, V1ObjectReference regarding, V1ObjectReference? related, DateTimeOffset firstAt)
{
    public EventKey Key => key;

    /// <summary>The name under which it was written; null before that.</summary>
    public string? Name { get; set; }

    public int Count { get; private set; } = 1;

    public DateTimeOffset FirstAt { get; } = firstAt;

    public DateTimeOffset LastAt { get; private set; } = firstAt;

    public bool IsChanged { get; set; }

    public void Repeat(DateTimeOffset at)
    {
        Count++;
        LastAt = at;
    }

    public Eventsv1Event ToEvent(string controller, string instance) => new()
    {
        Metadata = new ObjectMeta { Name = NewName(), Namespace = key.Namespace ?? "default" },
        EventTime = FirstAt,
        ReportingController = controller,
        ReportingInstance = instance,
        Type = key.Type,
        Reason = key.Reason,
        Action = key.Action,
        Note = key.Note,
        Regarding = regarding,
        Related = related,
        Series = Count > 1 ? Series : null,
    };

    public Patch ToPatch() => Patch.Merge($$$"""{"series":{"count":{{{Count}}},"lastObservedTime":"{{{new MicroTime(LastAt)}}}"}}""");

    private Eventsv1EventSeries Series => new() { Count = Count, LastObservedTime = LastAt };

    // As client-go names them: the object's name and a time, unique enough; 253 characters at most.
    private string NewName()
    {
        var suffix = "." + (FirstAt.UtcTicks + Random.Shared.Next(1_000_000)).ToString("x", CultureInfo.InvariantCulture);
        return (key.Name.Length + suffix.Length > 253 ? key.Name[..(253 - suffix.Length)].TrimEnd('.', '-') : key.Name) + suffix;
    }
}
