using Kube.Schema.Json;
using Kube.Testing.Objects;

namespace Kube.Testing.BuiltIn;

/// <summary>Namespaces: their phase, their finalizer, their name as a label.</summary>
internal static class Namespaces
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Finalizer = "kubernetes";

    public static JsonObject Default(JsonObject value) =>
        (value.Name.Length == 0 ? value : value.WithMeta("labels", value.Labels.With(NameLabel, value.Name)))
        .WithAt(value.At("status", "phase") ?? "Active", "status", "phase");

    public static JsonObject OnCreate(JsonObject value)
    {
        var finalizers = value.At("spec", "finalizers") as JsonArray ?? JsonArray.Empty;
        return Default(value)
            .With("status", JsonValue.Object(("phase", "Active")))
            .WithAt(finalizers.Contains(JsonValue.Of(Finalizer)) ? finalizers : finalizers.Add(Finalizer), "spec", "finalizers");
    }

    /// <summary>Finalizers change only through <c>/finalize</c>.</summary>
    public static JsonObject OnUpdate(JsonObject value, JsonObject old) =>
        old.At("spec", "finalizers") is { } finalizers ? Default(value).WithAt(finalizers, "spec", "finalizers") : Default(value);
}
