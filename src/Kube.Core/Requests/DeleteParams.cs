using System.Buffers;
using System.Text.Json;

namespace Kube;

/// <summary>What happens to the objects that the deleted one owns.</summary>
public enum PropagationPolicy
{
    /// <summary>They stay, without an owner.</summary>
    Orphan,
    /// <summary>The garbage collector removes them afterwards.</summary>
    Background,
    /// <summary>The object stays, with a finalizer, until the objects that block it are gone.</summary>
    Foreground,
}

/// <summary>What must hold for a delete to happen; otherwise the server answers 409.</summary>
public sealed record Preconditions
{
    /// <summary>The object must have this UID.</summary>
    public string? Uid { get; init; }

    /// <summary>The object must be at this version.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>That <paramref name="value"/> is still the very object and version that was read.</summary>
    public static Preconditions Unchanged(IKubeObject value) => new() { Uid = value.Metadata.Uid, ResourceVersion = value.Metadata.ResourceVersion };
}

/// <summary>What a delete may ask for; sent as a <c>DeleteOptions</c> body.</summary>
public sealed record DeleteParams
{
    /// <inheritdoc cref="CreateParams.DryRun"/>
    public bool DryRun { get; init; }

    /// <summary>How long a graceful deletion may take, in whole seconds; zero deletes at once. Unset leaves it to the type.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>What happens to owned objects. Unset leaves it to the type and its finalizers.</summary>
    public PropagationPolicy? PropagationPolicy { get; init; }

    /// <summary>What must hold for the delete to happen.</summary>
    public Preconditions? Preconditions { get; init; }

    /// <summary>Deletes an object that cannot be read from storage any more (KEP-4940). Dangerous: finalizers are not run.</summary>
    public bool IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }

    internal static DeleteParams Default { get; } = new();

    internal bool IsDefault => this == Default;

    /// <exception cref="ArgumentException">The grace period is negative.</exception>
    internal ReadOnlyMemory<byte> ToBody()
    {
        if (IsDefault) return default;
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "DeleteOptions"u8);
            writer.WriteString("apiVersion"u8, "v1"u8);
            WriteOptions(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the members of a <c>DeleteOptions</c>, without its braces.</summary>
    internal void WriteOptions(Utf8JsonWriter writer)
    {
        if (DryRun)
        {
            writer.WriteStartArray("dryRun"u8);
            writer.WriteStringValue("All"u8);
            writer.WriteEndArray();
        }
        if (GracePeriod is { } grace)
        {
            Check.Require(grace >= TimeSpan.Zero, "DeleteParams.GracePeriod", $"cannot be negative, but is {grace}");
            writer.WriteNumber("gracePeriodSeconds"u8, (long)Math.Ceiling(grace.TotalSeconds));
        }
        if (PropagationPolicy is { } policy) writer.WriteString("propagationPolicy"u8, policy.ToString());
        if (Preconditions is { } preconditions)
        {
            writer.WriteStartObject("preconditions"u8);
            if (preconditions.Uid is { } uid) writer.WriteString("uid"u8, uid);
            if (preconditions.ResourceVersion is { } version) writer.WriteString("resourceVersion"u8, version);
            writer.WriteEndObject();
        }
        if (IgnoreStoreReadErrorWithClusterBreakingPotential) writer.WriteBoolean("ignoreStoreReadErrorWithClusterBreakingPotential"u8, true);
    }
}
