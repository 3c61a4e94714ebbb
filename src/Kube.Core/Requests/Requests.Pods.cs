using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Kube;

public static partial class Requests
{
    private static readonly ResourceType Pods = new("", "v1", "Pod", "pods", ResourceScope.Namespaced);
    private static readonly ResourceType Nodes = new("", "v1", "Node", "nodes", ResourceScope.Cluster);
    private static readonly ResourceType ServiceAccounts = new("", "v1", "ServiceAccount", "serviceaccounts", ResourceScope.Namespaced);

    /// <summary>Reads a container's log as text.</summary>
    public static ApiRequest Log(string ns, string pod, LogParams? parameters = null) =>
        One("get", HttpMethod.Get, Pods, ns, pod, Subresources.Log) with { Query = (parameters ?? LogParams.Default).ToQuery(), Accept = "*/*" };

    /// <summary>Runs a program in a container; the client upgrades the connection to a WebSocket.</summary>
    public static ApiRequest Exec(string ns, string pod, ExecParams parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return Connect(ns, pod, Subresources.Exec, parameters.ToQuery());
    }

    /// <summary>Joins a container's process; the client upgrades the connection to a WebSocket.</summary>
    public static ApiRequest Attach(string ns, string pod, AttachParams? parameters = null) =>
        Connect(ns, pod, Subresources.Attach, (parameters ?? new AttachParams()).ToQuery());

    /// <summary>Forwards ports of a pod; the client upgrades the connection to a WebSocket, with two channels a port in this order.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="ports">The ports, 1 to 65535; at least one, none twice.</param>
    public static ApiRequest PortForward(string ns, string pod, params IReadOnlyList<int> ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        Check.Require(ports.Count > 0, nameof(ports), "is empty: name at least one port");
        foreach (var port in ports) Check.Require(port is > 0 and <= 65535, nameof(ports), $"contains {port}, which is not a port (1 to 65535)");
        Check.Require(ports.Distinct().Count() == ports.Count, nameof(ports), "names a port twice");
        var list = string.Join(',', ports.Select(p => p.ToString(CultureInfo.InvariantCulture)));
        return Connect(ns, pod, Subresources.PortForward, new QueryBuilder().Add("ports", list).ToString());
    }

    /// <summary>Deletes a pod unless a disruption budget forbids it; then the server answers 429.</summary>
    public static ApiRequest Evict(string ns, string pod, EvictParams? parameters = null)
    {
        parameters ??= EvictParams.Default;
        var body = Json(writer =>
        {
            writer.WriteString("apiVersion"u8, "policy/v1"u8);
            writer.WriteString("kind"u8, "Eviction"u8);
            WriteMetadata(writer, ns, pod);
            if (parameters.Delete.IsDefault) return;
            writer.WriteStartObject("deleteOptions"u8);
            parameters.Delete.WriteOptions(writer);
            writer.WriteEndObject();
        });
        return CreateSubresource(Pods, ns, pod, Subresources.Eviction, body, new CreateParams { DryRun = parameters.DryRun });
    }

    /// <summary>Issues a token for a service account.</summary>
    /// <exception cref="ArgumentException">The expiration is under 10 minutes or over 2^32 seconds.</exception>
    public static ApiRequest CreateToken(string ns, string serviceAccount, TokenParams? parameters = null)
    {
        parameters ??= TokenParams.Default;
        var seconds = Check.Seconds(parameters.Expiration, "TokenParams.Expiration");
        Check.Require(seconds is null or (>= 600 and <= 1L << 32), "TokenParams.Expiration", $"must be between 10 minutes and 2^32 seconds, not {seconds} seconds");
        var body = Json(writer =>
        {
            writer.WriteString("apiVersion"u8, "authentication.k8s.io/v1"u8);
            writer.WriteString("kind"u8, "TokenRequest"u8);
            writer.WriteStartObject("spec"u8);
            writer.WriteStartArray("audiences"u8);
            foreach (var audience in parameters.Audiences) writer.WriteStringValue(audience);
            writer.WriteEndArray();
            if (seconds is { } s) writer.WriteNumber("expirationSeconds"u8, s);
            if (parameters.BoundTo is { } bound)
            {
                writer.WriteStartObject("boundObjectRef"u8);
                writer.WriteString("apiVersion"u8, bound.ApiVersion);
                writer.WriteString("kind"u8, bound.Kind);
                writer.WriteString("name"u8, bound.Name);
                if (bound.Uid is { } uid) writer.WriteString("uid"u8, uid);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        });
        return CreateSubresource(ServiceAccounts, ns, serviceAccount, Subresources.Token, body);
    }

    /// <summary>Adds debug containers to a pod. Existing ones cannot be changed or removed.</summary>
    public static ApiRequest PatchEphemeralContainers(string ns, string pod, Patch patch, PatchParams? parameters = null) =>
        PatchSubresource(Pods, ns, pod, Subresources.EphemeralContainers, patch, parameters);

    /// <summary>Changes a running pod's resources in place (KEP-1287, Kubernetes 1.33).</summary>
    public static ApiRequest ResizePod(string ns, string pod, Patch patch, PatchParams? parameters = null) =>
        PatchSubresource(Pods, ns, pod, Subresources.Resize, patch, parameters);

    /// <summary>Keeps new pods off a node (<c>kubectl cordon</c>), or lets them on it again.</summary>
    public static ApiRequest Cordon(string node, bool unschedulable = true, PatchParams? parameters = null) =>
        Patch(Nodes, null, node, Kube.Patch.Merge(unschedulable ? """{"spec":{"unschedulable":true}}"""u8 : """{"spec":{"unschedulable":null}}"""u8), parameters);

    /// <summary>Restarts a workload's pods as <c>kubectl rollout restart</c> does: by a new annotation on its pod template.</summary>
    /// <param name="type">A type with a pod template in <c>spec.template</c>, such as deployments, daemon sets and stateful sets.</param>
    /// <param name="ns">The namespace.</param>
    /// <param name="name">The workload's name.</param>
    /// <param name="now">The moment to write down; another moment, another restart.</param>
    /// <param name="parameters">What to ask for.</param>
    public static ApiRequest Restart(ResourceType type, string ns, string name, DateTimeOffset now, PatchParams? parameters = null)
    {
        var body = Json(writer =>
        {
            writer.WriteStartObject("spec"u8);
            writer.WriteStartObject("template"u8);
            writer.WriteStartObject("metadata"u8);
            writer.WriteStartObject("annotations"u8);
            writer.WriteString("kubectl.kubernetes.io/restartedAt"u8, now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            for (var i = 0; i < 4; i++) writer.WriteEndObject();
        });
        return Patch(type, ns, name, Kube.Patch.Merge(body.Span), parameters);
    }

    private static ApiRequest Connect(string ns, string pod, string subresource, string query) =>
        One("connect", HttpMethod.Get, Pods, ns, pod, subresource) with { Query = query, Accept = "*/*", IsRepeatable = false };

    private static void WriteMetadata(Utf8JsonWriter writer, string ns, string name)
    {
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("name"u8, name);
        writer.WriteString("namespace"u8, ns);
        writer.WriteEndObject();
    }

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }
}
