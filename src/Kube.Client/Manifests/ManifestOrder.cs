namespace Kube.Client;

/// <summary>The order in which objects of mixed kinds are applied, so that what others need comes first.</summary>
internal static class ManifestOrder
{
    // What holds others, then what they refer to, then the types of custom resources, then who may do what, then what runs, then what leads to it.
    private static readonly string[] Kinds =
    [
        "Namespace", "PriorityClass", "ResourceQuota", "LimitRange", "NetworkPolicy", "PodDisruptionBudget",
        "ServiceAccount", "Secret", "ConfigMap", "StorageClass", "PersistentVolume", "PersistentVolumeClaim",
        "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "RuntimeClass",
        "Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet", "Deployment", "StatefulSet", "HorizontalPodAutoscaler", "Job", "CronJob",
        "IngressClass", "Ingress", "APIService",
    ];

    // Webhooks last of all: one whose server is not up yet would refuse the rest.
    private static readonly string[] Last = ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    /// <summary>The same objects in order; those of one kind, and custom resources, keep the order they came in.</summary>
    public static IEnumerable<DynamicResource> Sort(IEnumerable<DynamicResource> objects) => objects.OrderBy(o => Rank(o.Kind));

    private static int Rank(string kind)
    {
        if (Array.IndexOf(Kinds, kind) is >= 0 and var known) return known;
        return Array.IndexOf(Last, kind) is >= 0 and var last ? Kinds.Length + 1 + last : Kinds.Length;
    }
}
