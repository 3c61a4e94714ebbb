using System.Collections.Frozen;
using Kube.Schema.Json;
using Kube.Testing.Http;

namespace Kube.Testing.BuiltIn;

/// <summary>What is particular to a built-in kind.</summary>
internal sealed record KindRules
{
    /// <summary>Whether <c>metadata.generation</c> counts changes of what is desired.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Whether a PUT of a missing object creates it.</summary>
    public bool CreatesOnUpdate { get; init; }

    /// <summary>Whether a deletion answers with the object.</summary>
    public bool ReturnsDeleted { get; init; }

    /// <summary>Objects that are always written, even empty: in Go they are structs, not pointers.</summary>
    public JsonObject Zero { get; init; } = JsonObject.Empty;

    /// <summary>Fills defaults; runs whenever an object is decoded.</summary>
    public Func<JsonObject, JsonObject> Default { get; init; } = static value => value;

    /// <summary>Prepares a new object, after admission.</summary>
    public Func<JsonObject, JsonObject> OnCreate { get; init; } = static value => value;

    /// <summary>Prepares a changed object (new, old).</summary>
    public Func<JsonObject, JsonObject, JsonObject> OnUpdate { get; init; } = static (value, _) => value;

    /// <summary>Judges an object; the old one is none on create.</summary>
    public Func<JsonObject, JsonObject?, IEnumerable<FieldCause>> Validate { get; init; } = static (_, _) => [];

    /// <summary>How the names of objects are checked.</summary>
    public NameRule Names { get; init; } = NameRule.Subdomain;
}

/// <summary>What an object's name may be.</summary>
internal enum NameRule
{
    /// <summary>DNS-1123 subdomain: labels with dots between them.</summary>
    Subdomain,

    /// <summary>DNS-1123 label: no dots.</summary>
    Label,

    /// <summary>DNS-1035 label: starts with a letter.</summary>
    Label1035,

    /// <summary>Anything that is a path segment, such as <c>system:admin</c>.</summary>
    PathSegment,
}

/// <summary>The rules of the kinds that have any.</summary>
internal static class KindTable
{
    private static readonly KindRules None = new();

    private static readonly JsonObject SpecAndStatus = Parse("""{"spec":{},"status":{}}""");

    private static readonly JsonObject Workload = Parse("""{"spec":{"template":{"metadata":{},"spec":{"containers":null}}},"status":{}}""");

    private static readonly FrozenDictionary<string, KindRules> Table = new Dictionary<string, KindRules>
    {
        ["Namespace"] = new()
        {
            Zero = SpecAndStatus,
            Names = NameRule.Label,
            OnCreate = Namespaces.OnCreate,
            Default = Namespaces.Default,
            OnUpdate = Namespaces.OnUpdate,
        },
        ["ConfigMap"] = new() { Validate = ConfigData.ValidateConfigMap },
        ["Secret"] = new() { Default = ConfigData.DefaultSecret, OnUpdate = ConfigData.UpdateSecret, Validate = ConfigData.ValidateSecret },
        ["Event"] = new()
        {
            CreatesOnUpdate = true,
            Zero = Parse("""{"involvedObject":{},"source":{},"firstTimestamp":null,"lastTimestamp":null,"eventTime":null,"reportingComponent":"","reportingInstance":""}"""),
            Validate = Events.Validate,
        },
        ["events.k8s.io/Event"] = new() { CreatesOnUpdate = true, Zero = Parse("""{"eventTime":null,"regarding":{},"deprecatedSource":{},"deprecatedFirstTimestamp":null,"deprecatedLastTimestamp":null}""") },
        ["Lease"] = new() { CreatesOnUpdate = true, Zero = Parse("""{"spec":{}}"""), Validate = Leases.Validate },
        ["Endpoints"] = new() { CreatesOnUpdate = true },
        ["Pod"] = new() { CountsGenerations = true, ReturnsDeleted = true, Zero = SpecAndStatus, Default = Pods.Default, OnCreate = Pods.OnCreate, Validate = Pods.Validate },
        ["Service"] = new() { ReturnsDeleted = true, Names = NameRule.Label1035, Zero = Parse("""{"spec":{},"status":{"loadBalancer":{}}}"""), Default = Services.Default, OnCreate = Services.OnCreate, OnUpdate = Services.OnUpdate, Validate = ImmutableFields.Service },
        ["ServiceAccount"] = new() { ReturnsDeleted = true },
        ["PersistentVolumeClaim"] = new() { ReturnsDeleted = true, Zero = Parse("""{"spec":{"resources":{}},"status":{}}"""), Default = Volumes.DefaultClaim, Validate = ImmutableFields.PersistentVolumeClaim },
        ["PersistentVolume"] = new() { ReturnsDeleted = true, Zero = SpecAndStatus },
        ["Node"] = new() { Zero = Parse("""{"spec":{},"status":{"daemonEndpoints":{"kubeletEndpoint":{"Port":0}},"nodeInfo":{}}}""") },
        ["ResourceQuota"] = new() { ReturnsDeleted = true, Zero = SpecAndStatus },
        ["LimitRange"] = new() { Zero = Parse("""{"spec":{}}""") },
        ["ReplicationController"] = new() { CountsGenerations = true, ReturnsDeleted = true, Zero = Parse("""{"spec":{},"status":{"replicas":0}}""") },
        ["PodTemplate"] = new() { ReturnsDeleted = true, CountsGenerations = true, Zero = Parse("""{"template":{"metadata":{},"spec":{"containers":null}}}""") },
        ["Deployment"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"template":{"metadata":{},"spec":{"containers":null}},"strategy":{}},"status":{}}"""), Default = Workloads.DefaultDeployment, Validate = Workloads.Validate },
        ["ReplicaSet"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"template":{"metadata":{},"spec":{"containers":null}}},"status":{"replicas":0}}"""), Default = Workloads.DefaultReplicaSet, Validate = Workloads.Validate },
        ["StatefulSet"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"template":{"metadata":{},"spec":{"containers":null}},"updateStrategy":{}},"status":{"replicas":0}}"""), Default = Workloads.DefaultStatefulSet, Validate = static (value, old) => Workloads.Validate(value, old).Concat(ImmutableFields.StatefulSet(value, old)) },
        ["DaemonSet"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"template":{"metadata":{},"spec":{"containers":null}},"updateStrategy":{}},"status":{"currentNumberScheduled":0,"desiredNumberScheduled":0,"numberMisscheduled":0,"numberReady":0}}"""), Default = Workloads.DefaultDaemonSet, Validate = Workloads.Validate },
        ["Job"] = new() { CountsGenerations = true, Zero = Workload, Default = Workloads.DefaultJob, Validate = ImmutableFields.Job },
        ["CronJob"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"jobTemplate":{"metadata":{},"spec":{"template":{"metadata":{},"spec":{"containers":null}}}}},"status":{}}"""), Default = Workloads.DefaultCronJob },
        ["Ingress"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{},"status":{"loadBalancer":{}}}""") },
        ["NetworkPolicy"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{"podSelector":{}}}""") },
        ["PodDisruptionBudget"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{},"status":{"currentHealthy":0,"desiredHealthy":0,"disruptionsAllowed":0,"expectedPods":0}}""") },
        ["HorizontalPodAutoscaler"] = new() { Zero = Parse("""{"spec":{"scaleTargetRef":{}},"status":{}}""") },
        ["Role"] = new() { CreatesOnUpdate = true, Names = NameRule.PathSegment },
        ["ClusterRole"] = new() { CreatesOnUpdate = true, Names = NameRule.PathSegment },
        ["RoleBinding"] = new() { CreatesOnUpdate = true, Names = NameRule.PathSegment, Zero = Parse("""{"roleRef":{}}"""), Default = RoleBindings.Default, Validate = RoleBindings.Validate },
        ["ClusterRoleBinding"] = new() { CreatesOnUpdate = true, Names = NameRule.PathSegment, Zero = Parse("""{"roleRef":{}}"""), Default = RoleBindings.Default, Validate = RoleBindings.Validate },
        ["MutatingWebhookConfiguration"] = new() { CountsGenerations = true, Default = WebhookConfigurations.Default, Validate = WebhookConfigurationRules.Validate },
        ["ValidatingWebhookConfiguration"] = new() { CountsGenerations = true, Default = WebhookConfigurations.Default, Validate = WebhookConfigurationRules.Validate },
        ["ValidatingAdmissionPolicy"] = new() { CountsGenerations = true, Zero = SpecAndStatus, Default = WebhookConfigurations.DefaultPolicy, Validate = AdmissionPolicyRules.ValidatePolicy },
        ["ValidatingAdmissionPolicyBinding"] = new() { CountsGenerations = true, Zero = Parse("""{"spec":{}}"""), Default = WebhookConfigurations.DefaultBinding, Validate = AdmissionPolicyRules.ValidateBinding },
        ["FlowSchema"] = new() { CountsGenerations = true, Zero = SpecAndStatus },
        ["PriorityLevelConfiguration"] = new() { CountsGenerations = true, Zero = SpecAndStatus },
        ["APIService"] = new() { Zero = SpecAndStatus },
        ["CertificateSigningRequest"] = new() { Zero = SpecAndStatus },
        ["SelfSubjectAccessReview"] = new() { Zero = SpecAndStatus },
        ["SubjectAccessReview"] = new() { Zero = SpecAndStatus },
        ["LocalSubjectAccessReview"] = new() { Zero = SpecAndStatus },
        ["PriorityClass"] = new() { CountsGenerations = true, Validate = ImmutableFields.PriorityClass },
        ["StorageClass"] = new() { Default = Volumes.DefaultClass, Validate = ImmutableFields.StorageClass },
        ["IngressClass"] = new() { CountsGenerations = true, Validate = ImmutableFields.IngressClass },
        ["EndpointSlice"] = new() { CountsGenerations = true },
    }.ToFrozenDictionary();

    public static KindRules For(string group, string kind) => Table.GetValueOrDefault($"{group}/{kind}", Table.GetValueOrDefault(kind, None));

    private static JsonObject Parse(string json) => (JsonObject)JsonValue.Parse(json);
}
