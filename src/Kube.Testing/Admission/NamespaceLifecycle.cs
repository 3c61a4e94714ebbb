using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Serving;

namespace Kube.Testing.Admission;

/// <summary>Nothing is created in a namespace that is missing or going, and the system's namespaces stay.</summary>
internal static class NamespaceLifecycle
{
    private static readonly string[] Immortal = ["default", "kube-system", "kube-public"];

    /// <exception cref="ApiStatusException">403 or 404.</exception>
    public static void Check(ServerState state, AdmissionAttributes write)
    {
        var call = write.Call;
        if (call is { Plural: "namespaces", Group: "", Verb: "delete" } && Immortal.Contains(call.Name))
        {
            throw ApiErrors.Forbidden("", "namespaces", call.Name, "this namespace may not be deleted");
        }

        if (write.Old is not null || write.Value is null || call.Namespace.Length == 0 || !call.Resource.IsNamespaced)
        {
            return;
        }

        var found = state.Namespace(call.Namespace) ?? throw ApiErrors.NotFound("", "namespaces", call.Namespace);
        // Reviews are questions, not objects.
        if (found.IsDeleting && call.Resource.Has("get"))
        {
            throw Terminating(call, write.Value.Name);
        }
    }

    private static ApiStatusException Terminating(ResourceCall call, string name)
    {
        var denied = ApiErrors.Forbidden(
            call.Group, call.Plural, name, $"unable to create new content in namespace {call.Namespace} because it is being terminated");
        var cause = JsonValue.Object(
            ("reason", "NamespaceTerminating"), ("message", $"namespace {call.Namespace} is being terminated"), ("field", "metadata.namespace"));
        return new(denied.Code, denied.Reason, denied.Message, denied.Details!.With("causes", JsonValue.Array(cause)));
    }
}
