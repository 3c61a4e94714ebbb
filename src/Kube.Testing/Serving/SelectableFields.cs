using System.Collections.Frozen;
using Kube.Testing.Http;
using Kube.Testing.Resources;

namespace Kube.Testing.Serving;

/// <summary>Which fields objects of a kind may be selected by, beside their name and namespace.</summary>
internal static class SelectableFields
{
    private static readonly FrozenDictionary<string, string[]> BuiltIn = new Dictionary<string, string[]>
    {
        ["Event"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
            "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        ["Pod"] =
        [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork",
            "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName",
        ],
        ["Secret"] = ["type"],
        ["Namespace"] = ["status.phase"],
        ["Node"] = ["spec.unschedulable"],
        ["Service"] = ["spec.clusterIP", "spec.type"],
        ["ReplicaSet"] = ["status.replicas"],
        ["ReplicationController"] = ["status.replicas"],
        ["Job"] = ["status.successful"],
        ["CertificateSigningRequest"] = ["spec.signerName"],
    }.ToFrozenDictionary();

    public static bool Supports(ApiResource resource, string field) =>
        field == "metadata.name"
        || (field == "metadata.namespace" && (resource.Custom is null || resource.IsNamespaced))
        || (resource.Custom is { } version ? version.SelectableFields.Contains(field) : BuiltIn.TryGetValue(resource.Kind, out var fields) && fields.Contains(field));

    public static ApiStatusException Unsupported(ApiResource resource, string field) => resource.Custom is null && !BuiltIn.ContainsKey(resource.Kind)
        ? ApiErrors.BadRequest($"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")
        : ApiErrors.BadRequest($"field label not supported: {field}");
}
