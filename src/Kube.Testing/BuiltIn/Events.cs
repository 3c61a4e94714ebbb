using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;

namespace Kube.Testing.BuiltIn;

/// <summary>Events of the core group: fields that are always written, and the namespace they must share with their object.</summary>
internal static class Events
{
    public static IEnumerable<FieldCause> Validate(JsonObject value, JsonObject? old)
    {
        var about = value.GetObject("involvedObject") ?? value.GetObject("regarding") ?? JsonObject.Empty;
        var of = about.GetString("namespace") ?? "";
        if (old is null && of.Length > 0 && of != value.Namespace)
        {
            yield return FieldCause.Invalid("involvedObject.namespace", of, "does not match event.namespace");
        }
        else if (old is null && of.Length == 0 && value.Namespace is not ("default" or "kube-system"))
        {
            yield return FieldCause.Invalid("involvedObject.namespace", of, "does not match event.namespace");
        }
    }
}
