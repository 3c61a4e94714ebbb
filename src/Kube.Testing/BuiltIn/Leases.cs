using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.BuiltIn;

/// <summary>Leases: what leader election must not write.</summary>
internal static class Leases
{
    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        if (value.At("spec", "leaseDurationSeconds") is JsonInteger { Value: <= 0 } duration)
        {
            yield return FieldCause.Invalid("spec.leaseDurationSeconds", duration, "must be greater than 0");
        }

        if (value.At("spec", "leaseTransitions") is JsonInteger { Value: < 0 } transitions)
        {
            yield return FieldCause.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }
}
