using Kube.Schema.Json;
using Kube.Testing.Objects;
using static Kube.Testing.BuiltIn.Defaults;

namespace Kube.Testing.BuiltIn;

/// <summary>Services: defaults, and cluster IPs out of a private range. Nothing listens there.</summary>
internal static class Services
{
    private static int _allocated;

    public static JsonObject Default(JsonObject value)
    {
        if (value.GetObject("spec") is not { } spec)
        {
            return value;
        }

        if (spec.GetArray("ports") is { } ports)
        {
            spec = spec.With("ports", JsonArray.From(ports.Select(p => p is JsonObject port ? DefaultPort(port) : p)));
        }

        spec = Filled(Filled(spec, "sessionAffinity", "None"), "type", "ClusterIP");
        return value.With("spec", spec.GetString("type") == "ExternalName" ? spec : Filled(spec, "internalTrafficPolicy", "Cluster"));
    }

    public static JsonObject OnCreate(JsonObject value)
    {
        var spec = value.GetObject("spec") ?? JsonObject.Empty;
        if (spec.GetString("type") == "ExternalName")
        {
            return value;
        }

        var address = spec.GetString("clusterIP") is { Length: > 0 } asked ? asked : NextAddress();
        spec = spec.With("clusterIP", address).With("clusterIPs", JsonValue.Array(address));
        spec = Filled(Filled(spec, "ipFamilies", JsonValue.Array("IPv4")), "ipFamilyPolicy", "SingleStack");
        return value.With("spec", spec);
    }

    public static JsonObject OnUpdate(JsonObject value, JsonObject old)
    {
        foreach (var field in (ReadOnlySpan<string>)["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"])
        {
            if (value.At("spec", field) is null && old.At("spec", field) is { } kept)
            {
                value = value.WithAt(kept, "spec", field);
            }
        }

        // Who changes the one address means the first of the list.
        return value.At("spec", "clusterIP") is { } address && address != old.At("spec", "clusterIP") && value.At("spec", "clusterIPs") == old.At("spec", "clusterIPs")
            ? value.WithAt(JsonValue.Array(address), "spec", "clusterIPs")
            : value;
    }

    private static JsonObject DefaultPort(JsonObject port)
    {
        port = Filled(port, "protocol", "TCP");
        return port["port"] is { } number ? Filled(port, "targetPort", number) : port;
    }

    private static string NextAddress()
    {
        var next = Interlocked.Increment(ref _allocated) & 0xfffff;
        return $"10.{96 + (next >> 16)}.{(next >> 8) & 0xff}.{next & 0xff}";
    }
}
