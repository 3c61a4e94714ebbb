using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>POST to <c>pods/binding</c> and <c>bindings</c>: gives a pod to a node, as a scheduler does. The node need not exist, and nobody runs the pod.</summary>
internal sealed class BindingEndpoint(ServerState state)
{
    public ServerResponse Bind(ResourceCall call)
    {
        var options = WriteOptions.Read(call.Http, "CreateOptions");
        var binding = BodyReader.ReadObject(call.Http, "Binding", []);
        if (call.Subresource.Length > 0 && binding.Name != call.Name)
        {
            throw ApiErrors.BadRequest("name in URL does not match name in Binding object");
        }

        Check(binding);
        var pods = state.Registry.Find("", "v1", "pods")!;
        var store = state.StoreOf(pods);
        var key = new StoreKey(call.Namespace, binding.Name);
        while (true)
        {
            var pod = store.Current[key] ?? throw ApiErrors.NotFound("", "pods", binding.Name);
            var bound = Bound(pod, binding);
            if (options.DryRun)
            {
                break;
            }

            if (state.Store.TryPut(store, key, pod, bound) is { } stored)
            {
                state.OnWritten(pods, StoreChange.Modified, stored);
                break;
            }
        }

        return ServerResponse.Json(
            201, JsonValue.Object(("kind", "Status"), ("apiVersion", "v1"), ("metadata", JsonObject.Empty), ("status", "Success"), ("code", 201)));
    }

    private static void Check(JsonObject binding)
    {
        var causes = new List<FieldCause>();
        if (binding.TextAt("target", "kind") is { } kind and not ("" or "Node"))
        {
            causes.Add(FieldCause.Unsupported("target.kind", $"\"{kind}\"", "Node", "<empty>"));
        }

        if (binding.TextAt("target", "name") is null or "")
        {
            causes.Add(FieldCause.Required("target.name", ""));
        }

        if (causes.Count > 0)
        {
            throw ApiErrors.Invalid("", "Binding", binding.Name, causes);
        }
    }

    private JsonObject Bound(JsonObject pod, JsonObject binding)
    {
        if (Refusal(pod, binding) is { } why)
        {
            throw ApiErrors.Conflict("", "pods/binding", pod.Name, why);
        }

        foreach (var annotation in binding.Annotations)
        {
            pod = pod.WithMeta("annotations", pod.Annotations.With(annotation.Key, annotation.Value));
        }

        var conditions = (pod.At("status", "conditions") as JsonArray ?? JsonArray.Empty).Where(c => (c as JsonObject)?.GetString("type") != "PodScheduled");
        var scheduled = JsonValue.Object(("type", "PodScheduled"), ("status", "True"), ("lastProbeTime", JsonValue.Null), ("lastTransitionTime", state.Now));
        return pod.WithAt(binding.TextAt("target", "name")!, "spec", "nodeName").WithAt(JsonArray.From([.. conditions, scheduled]), "status", "conditions");
    }

    private static string? Refusal(JsonObject pod, JsonObject binding) =>
        pod.IsDeleting ? $"pod {pod.Name} is being deleted, cannot be assigned to a host"
        : pod.TextAt("spec", "nodeName") is { Length: > 0 } node ? $"pod {pod.Name} is already assigned to node \"{node}\""
        : pod.At("spec", "schedulingGates") is JsonArray { Count: > 0 } ? $"pod {pod.Name} has non-empty .spec.schedulingGates"
        : null;
}
