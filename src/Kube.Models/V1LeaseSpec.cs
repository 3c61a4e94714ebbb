using System.Text.Json;
using System.Text.Json.Serialization;
using Kube.Json;

namespace Kube.Models;

/// <summary>What a lease says.</summary>
[JsonConverter(typeof(KubeJsonConverter<V1LeaseSpec>))]
public sealed partial record V1LeaseSpec : IKubeJson<V1LeaseSpec>
{
    /// <summary>When the holder got it.</summary>
    public MicroTime? AcquireTime { get; init; }

    /// <summary>Who holds it.</summary>
    public string? HolderIdentity { get; init; }

    /// <summary>How long after the last renewal others must wait.</summary>
    public int? LeaseDurationSeconds { get; init; }

    /// <summary>How often the holder changed.</summary>
    public int? LeaseTransitions { get; init; }

    /// <summary>Who shall get it next (KEP-4355).</summary>
    public string? PreferredHolder { get; init; }

    /// <summary>When the holder last renewed it.</summary>
    public MicroTime? RenewTime { get; init; }

    /// <summary>How the next holder is picked (KEP-4355).</summary>
    public string? Strategy { get; init; }

    /// <inheritdoc/>
    public static V1LeaseSpec ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        MicroTime? acquireTime = null;
        string? holderIdentity = null;
        int? leaseDurationSeconds = null;
        int? leaseTransitions = null;
        string? preferredHolder = null;
        MicroTime? renewTime = null;
        string? strategy = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 8 when property.SequenceEqual("strategy"u8): strategy = StringCodec.Read(ref reader); break;
                case 9 when property.SequenceEqual("renewTime"u8): renewTime = MicroTime.ReadJson(ref reader); break;
                case 11 when property.SequenceEqual("acquireTime"u8): acquireTime = MicroTime.ReadJson(ref reader); break;
                case 14 when property.SequenceEqual("holderIdentity"u8): holderIdentity = StringCodec.Read(ref reader); break;
                case 15 when property.SequenceEqual("preferredHolder"u8): preferredHolder = StringCodec.Read(ref reader); break;
                case 16 when property.SequenceEqual("leaseTransitions"u8): leaseTransitions = IntegerCodec<int>.Read(ref reader); break;
                case 20 when property.SequenceEqual("leaseDurationSeconds"u8): leaseDurationSeconds = IntegerCodec<int>.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        return new()
        {
            AcquireTime = acquireTime,
            HolderIdentity = holderIdentity,
            LeaseDurationSeconds = leaseDurationSeconds,
            LeaseTransitions = leaseTransitions,
            PreferredHolder = preferredHolder,
            RenewTime = renewTime,
            Strategy = strategy,
        };
    }

    /// <inheritdoc/>
    public static void WriteJson(Utf8JsonWriter writer, V1LeaseSpec value)
    {
        writer.WriteStartObject();
        if (value.AcquireTime is { } acquireTime)
        {
            writer.WritePropertyName("acquireTime"u8);
            MicroTime.WriteJson(writer, acquireTime);
        }
        if (value.HolderIdentity is { } holderIdentity) writer.WriteString("holderIdentity"u8, holderIdentity);
        if (value.LeaseDurationSeconds is { } leaseDurationSeconds) writer.WriteNumber("leaseDurationSeconds"u8, leaseDurationSeconds);
        if (value.LeaseTransitions is { } leaseTransitions) writer.WriteNumber("leaseTransitions"u8, leaseTransitions);
        if (value.PreferredHolder is { } preferredHolder) writer.WriteString("preferredHolder"u8, preferredHolder);
        if (value.RenewTime is { } renewTime)
        {
            writer.WritePropertyName("renewTime"u8);
            MicroTime.WriteJson(writer, renewTime);
        }
        if (value.Strategy is { } strategy) writer.WriteString("strategy"u8, strategy);
        writer.WriteEndObject();
    }
}
