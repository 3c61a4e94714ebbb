namespace Kube.Client;

/// <summary>What travels with an HTTP request through the chain.</summary>
internal static class RequestFacts
{
    /// <summary>The Kubernetes request that the HTTP request stands for; absent for raw ones.</summary>
    public static readonly HttpRequestOptionsKey<ApiRequest> Request = new("Kube.Request");

    /// <summary>When the caller stops waiting: no repetition starts after it. Absent for raw requests.</summary>
    public static readonly HttpRequestOptionsKey<CallDeadline> Deadline = new("Kube.Deadline");

    /// <summary>How often it was sent again; absent when it was not.</summary>
    public static readonly HttpRequestOptionsKey<int> Resends = new("Kube.Resends");

    /// <summary>Counts one more sending of the same request.</summary>
    public static void CountResend(HttpRequestMessage message)
    {
        message.Options.Set(Resends, message.Options.TryGetValue(Resends, out var before) ? before + 1 : 1);
        ClientTelemetry.Repeated(message);
    }

    /// <summary>Whether sending again after an unknown outcome is harmless.</summary>
    public static bool IsRepeatable(HttpRequestMessage message) =>
        message.Options.TryGetValue(Request, out var request) ? request.IsRepeatable : message.Method == HttpMethod.Get || message.Method == HttpMethod.Head;
}
