using Kube.Schema.Json;
using Kube.Testing.Objects;
using static Kube.Testing.BuiltIn.Defaults;

namespace Kube.Testing.BuiltIn;

/// <summary>Defaults of claims and of storage classes.</summary>
internal static class Volumes
{
    public static JsonObject DefaultClaim(JsonObject value)
    {
        value = value.GetObject("spec") is { } spec ? value.With("spec", Filled(spec, "volumeMode", "Filesystem")) : value;
        return value.At("status", "phase") is null ? value.WithAt("Pending", "status", "phase") : value;
    }

    public static JsonObject DefaultClass(JsonObject value) => Filled(Filled(value, "reclaimPolicy", "Delete"), "volumeBindingMode", "Immediate");
}
