using System.Text.Json;
using Kube.Json;

namespace Kube;

/// <summary>An object whose shape is known at compile time and whose identity only at run time: one type for many kinds that look alike.</summary>
/// <remarks>For <see cref="JsonSerializer"/>, add a <see cref="KubeJsonConverter{T}"/> of the closed type to its options.</remarks>
/// <typeparam name="TSpec">The type of the spec.</typeparam>
/// <typeparam name="TStatus">The type of the status.</typeparam>
public sealed record Resource<TSpec, TStatus> : IKubeObject<Resource<TSpec, TStatus>>, IIdentifiedByList<Resource<TSpec, TStatus>>, IHasSpec<TSpec>, IHasStatus<TStatus>
    where TSpec : class, IKubeJson<TSpec>
    where TStatus : class, IKubeJson<TStatus>
{
    /// <inheritdoc/>
    public required string ApiVersion { get; init; }

    /// <inheritdoc/>
    public required string Kind { get; init; }

    /// <inheritdoc/>
    public required ObjectMeta Metadata { get; init; }

    /// <inheritdoc/>
    public required TSpec Spec { get; init; }

    /// <inheritdoc/>
    public TStatus? Status { get; init; }

    /// <inheritdoc/>
    public Resource<TSpec, TStatus> WithMetadata(ObjectMeta metadata) => this with { Metadata = metadata };

    Resource<TSpec, TStatus> IIdentifiedByList<Resource<TSpec, TStatus>>.WithIdentity(string apiVersion, string kind) =>
        Kind.Length > 0 && ApiVersion.Length > 0 ? this : this with { ApiVersion = apiVersion, Kind = kind };

    /// <inheritdoc/>
    public static Resource<TSpec, TStatus> ReadJson(ref Utf8JsonReader reader)
    {
        JsonRead.StartObject(ref reader);
        string? apiVersion = null, kind = null;
        ObjectMeta? metadata = null;
        TSpec? spec = null;
        TStatus? status = null;
        while (JsonRead.NextProperty(ref reader, out var property))
        {
            if (JsonRead.IsNull(ref reader)) continue;
            switch (property.Length)
            {
                case 4 when property.SequenceEqual("kind"u8): kind = StringCodec.Read(ref reader); break;
                case 4 when property.SequenceEqual("spec"u8): spec = TSpec.ReadJson(ref reader); break;
                case 6 when property.SequenceEqual("status"u8): status = TStatus.ReadJson(ref reader); break;
                case 8 when property.SequenceEqual("metadata"u8): metadata = ObjectMeta.ReadJson(ref reader); break;
                case 10 when property.SequenceEqual("apiVersion"u8): apiVersion = StringCodec.Read(ref reader); break;
                default: JsonRead.Skip(ref reader); break;
            }
        }
        if (spec is null) throw JsonRead.Missing(ref reader, 1, "spec");
        return new() { ApiVersion = apiVersion ?? "", Kind = kind ?? "", Metadata = metadata ?? new(), Spec = spec, Status = status };
    }

    /// <inheritdoc/>
    public static void WriteJson(KubeJsonWriter writer, Resource<TSpec, TStatus> value)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion"u8, value.ApiVersion);
        writer.WriteString("kind"u8, value.Kind);
        writer.WritePropertyName("metadata"u8);
        ObjectMeta.WriteJson(writer, value.Metadata);
        writer.WritePropertyName("spec"u8);
        TSpec.WriteJson(writer, value.Spec);
        if (value.Status is { } status)
        {
            writer.WritePropertyName("status"u8);
            TStatus.WriteJson(writer, status);
        }
        writer.WriteEndObject();
    }
}
