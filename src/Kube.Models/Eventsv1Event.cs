using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>What happened to an object (events.k8s.io/v1).</summary>
[JsonConverter(typeof(KubeJsonConverter<Eventsv1Event>))]
public sealed partial record Eventsv1Event : IResource<Eventsv1Event>, INamespaced
{
    private static readonly ResourceType Identity = new("events.k8s.io", "v1", "Event", "events", ResourceScope.Namespaced) { ShortNames = ["ev"] };

    static ResourceType IResource<Eventsv1Event>.Type => Identity;

    /// <inheritdoc/>
    public string ApiVersion => "events.k8s.io/v1";

    /// <inheritdoc/>
    public string Kind => "Event";

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>When it first happened.</summary>
    public required MicroTime EventTime { get; init; }

    /// <summary>Who reports it, such as <c>example.com/documents</c>.</summary>
    public string? ReportingController { get; init; }

    /// <summary>Which instance of it.</summary>
    public string? ReportingInstance { get; init; }

    /// <summary>What was done, one CamelCase word.</summary>
    public string? Action { get; init; }

    /// <summary>Why, one CamelCase word.</summary>
    public string? Reason { get; init; }

    /// <summary>What it is about.</summary>
    public V1ObjectReference? Regarding { get; init; }

    /// <summary>What else it concerns.</summary>
    public V1ObjectReference? Related { get; init; }

    /// <summary>What happened, for people; 1,024 bytes at most.</summary>
    public string? Note { get; init; }

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string? Type { get; init; }

    /// <summary>How often, when it happens again and again.</summary>
    public Eventsv1EventSeries? Series { get; init; }

    /// <summary>The older form of the reporter.</summary>
    public V1EventSource? DeprecatedSource { get; init; }

    /// <summary>The older form of the time.</summary>
    public DateTimeOffset? DeprecatedFirstTimestamp { get; init; }

    /// <summary>The older form of the last time.</summary>
    public DateTimeOffset? DeprecatedLastTimestamp { get; init; }

    /// <summary>The older form of the count.</summary>
    public int? DeprecatedCount { get; init; }

    /// <inheritdoc/>
    public Eventsv1Event WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    /// <inheritdoc/>
    public static Eventsv1Event ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        ObjectMeta? metadata = null;
        MicroTime? eventTime = null;
        string? reportingController = null;
        string? reportingInstance = null;
        string? action = null;
        string? reason = null;
        V1ObjectReference? regarding = null;
        V1ObjectReference? related = null;
        string? note = null;
        string? type = null;
        Eventsv1EventSeries? series = null;
        V1EventSource? deprecatedSource = null;
        DateTimeOffset? deprecatedFirstTimestamp = null;
        DateTimeOffset? deprecatedLastTimestamp = null;
        int? deprecatedCount = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("note"u8): note = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("type"u8): type = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("action"u8): action = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("reason"u8): reason = StringCodec.Read(ref reader); break;
                case 6 when property.SequenceEqual("series"u8): series = Eventsv1EventSeries.ReadJson(ref reader); break;
                case 7 when property.SequenceEqual("related"u8): related = V1ObjectReference.ReadJson(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                case 9 when property.SequenceEqual("eventTime"u8): eventTime = MicroTime.ReadJson(ref reader); break;
                case 9 when property.SequenceEqual("regarding"u8): regarding = V1ObjectReference.ReadJson(ref reader); break;
                case 15 when property.SequenceEqual("deprecatedCount"u8): deprecatedCount = IntegerCodec<int>.Read(ref reader); break;
                case 16 when property.SequenceEqual("deprecatedSource"u8): deprecatedSource = V1EventSource.ReadJson(ref reader); break;
                case 17 when property.SequenceEqual("reportingInstance"u8): reportingInstance = StringCodec.Read(ref reader); break;
                case 19 when property.SequenceEqual("reportingController"u8): reportingController = StringCodec.Read(ref reader); break;
                case 23 when property.SequenceEqual("deprecatedLastTimestamp"u8): deprecatedLastTimestamp = DateTimeOffsetCodec.Read(ref reader); break;
                case 24 when property.SequenceEqual("deprecatedFirstTimestamp"u8): deprecatedFirstTimestamp = DateTimeOffsetCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            Metadata = metadata ?? new(),
            EventTime = eventTime ?? default,
            ReportingController = reportingController,
            ReportingInstance = reportingInstance,
            Action = action,
            Reason = reason,
            Regarding = regarding,
            Related = related,
            Note = note,
            Type = type,
            Series = series,
            DeprecatedSource = deprecatedSource,
            DeprecatedFirstTimestamp = deprecatedFirstTimestamp,
            DeprecatedLastTimestamp = deprecatedLastTimestamp,
            DeprecatedCount = deprecatedCount,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, Eventsv1Event value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, "events.k8s.io/v1"u8);
        writer.WriteString("kind"u8, "Event"u8);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WritePropertyName("eventTime"u8);
        MicroTime.WriteJson(writer, value.EventTime);
        if (value.ReportingController is { } reportingController) writer.WriteString("reportingController"u8, reportingController);
        if (value.ReportingInstance is { } reportingInstance) writer.WriteString("reportingInstance"u8, reportingInstance);
        if (value.Action is { } action) writer.WriteString("action"u8, action);
        if (value.Reason is { } reason) writer.WriteString("reason"u8, reason);
        if (value.Regarding is { } regarding)
        {
            writer.WritePropertyName("regarding"u8);
            V1ObjectReference.WriteJson(writer, regarding);
        }
        if (value.Related is { } related)
        {
            writer.WritePropertyName("related"u8);
            V1ObjectReference.WriteJson(writer, related);
        }
        if (value.Note is { } note) writer.WriteString("note"u8, note);
        if (value.Type is { } type) writer.WriteString("type"u8, type);
        if (value.Series is { } series)
        {
            writer.WritePropertyName("series"u8);
            Eventsv1EventSeries.WriteJson(writer, series);
        }
        if (value.DeprecatedSource is { } deprecatedSource)
        {
            writer.WritePropertyName("deprecatedSource"u8);
            V1EventSource.WriteJson(writer, deprecatedSource);
        }
        if (value.DeprecatedFirstTimestamp is { } deprecatedFirstTimestamp)
        {
            writer.WritePropertyName("deprecatedFirstTimestamp"u8);
            TimeCodec.Write(writer, deprecatedFirstTimestamp);
        }
        if (value.DeprecatedLastTimestamp is { } deprecatedLastTimestamp)
        {
            writer.WritePropertyName("deprecatedLastTimestamp"u8);
            TimeCodec.Write(writer, deprecatedLastTimestamp);
        }
        if (value.DeprecatedCount is { } deprecatedCount) writer.WriteNumber("deprecatedCount"u8, deprecatedCount);
        writer.WriteEndObject();
    }
}
