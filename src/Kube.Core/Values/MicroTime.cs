using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube;

/// <summary>A point in time to the microsecond, as <c>metav1.MicroTime</c> has it: <c>2026-11-20T17:30:00.000000Z</c>, always with six digits.</summary>
/// <remarks>Leases and events use it; a Go client refuses any other number of digits. Converts from and to <see cref="DateTimeOffset"/> by itself.</remarks>
[JsonConverter(typeof(KubeJsonConverter<MicroTime>))]
public readonly record struct MicroTime : IKubeJson<MicroTime>, IComparable<MicroTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private readonly long _ticks;

    /// <summary>The moment in UTC; what is finer than a microsecond is cut off.</summary>
    public MicroTime(DateTimeOffset value) => _ticks = value.UtcTicks - value.UtcTicks % TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment, in UTC.</summary>
    public DateTimeOffset Value => new(_ticks, TimeSpan.Zero);

    /// <summary>A moment to the microsecond.</summary>
    public static implicit operator MicroTime(DateTimeOffset value) => new(value);

    /// <summary>The moment.</summary>
    public static implicit operator DateTimeOffset(MicroTime value) => value.Value;

    /// <inheritdoc/>
    public int CompareTo(MicroTime other) => _ticks.CompareTo(other._ticks);

    /// <inheritdoc/>
    public static MicroTime ReadJson(ref Utf8JsonReader reader) => JsonRead.IsNull(ref reader) ? default : new(DateTimeOffsetCodec.Read(ref reader));

    /// <summary>Writes a moment; the default value is Go's zero time and becomes <c>null</c>.</summary>
    public static void WriteJson(KubeJsonWriter writer, MicroTime value)
    {
        if (value == default) writer.WriteNullValue();
        else writer.WriteStringValue(value.ToString());
    }

    /// <summary>The moment as it stands in JSON.</summary>
    public override string ToString() => Value.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Orders moments.</summary>
    public static bool operator <(MicroTime left, MicroTime right) => left._ticks < right._ticks;

    /// <summary>Orders moments.</summary>
    public static bool operator >(MicroTime left, MicroTime right) => left._ticks > right._ticks;

    /// <summary>Orders moments.</summary>
    public static bool operator <=(MicroTime left, MicroTime right) => left._ticks <= right._ticks;

    /// <summary>Orders moments.</summary>
    public static bool operator >=(MicroTime left, MicroTime right) => left._ticks >= right._ticks;
}
