using System.Text.Json;

namespace Kube.Json;

/// <summary>Points in time as <c>metav1.Time</c> has them: read as any RFC 3339 text, written in UTC to the second; the default value is <c>null</c>.</summary>
public readonly struct TimeCodec : IJsonCodec<DateTimeOffset>
{
    /// <inheritdoc/>
    public static DateTimeOffset Read(ref Utf8JsonReader reader) => JsonRead.IsNull(ref reader) ? default : DateTimeOffsetCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(KubeJsonWriter writer, DateTimeOffset value)
    {
        if (value == default)
        {
            writer.WriteNullValue();
            return;
        }
        var utc = value.UtcTicks;
        DateTimeOffsetCodec.Write(writer, new DateTimeOffset(utc - utc % TimeSpan.TicksPerSecond, TimeSpan.Zero));
    }
}
