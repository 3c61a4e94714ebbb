using System.Text.Json;

namespace Kube.Client;

/// <summary>Brings the CustomResourceDefinitions of custom resources to a cluster.</summary>
public static class CrdInstallation
{
    private static readonly ResourceType CrdType = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", ResourceScope.Cluster);

    /// <summary>Applies the CRD of <typeparamref name="T"/> (server-side apply) and waits until the server serves it.</summary>
    /// <remarks>
    /// Needs the rights to <c>patch</c> and <c>get</c> <c>customresourcedefinitions</c>, which an operator in production seldom has: there, apply the
    /// YAML that the build wrote. Applying what is there already changes nothing.
    /// </remarks>
    /// <param name="client">The cluster.</param>
    /// <param name="parameters">How to apply; <see langword="null"/> for the field manager <c>kube-generators</c>.</param>
    /// <param name="timeout">How long to wait for the server to serve it; default: 30 s.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="KubeApiException">The server refuses the CRD, or another manager owns a field and <see cref="ApplyParams.Force"/> is not set.</exception>
    /// <exception cref="CrdNotServedException">The server took the CRD but does not serve it: a name is taken, or the time is up.</exception>
    /// <inheritdoc cref="KubeClient.RequestAsync{T}" path="/exception"/>
    public static async Task InstallCrdAsync<T>(
        this KubeClient client, ApplyParams? parameters = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        where T : class, ICustomResource<T>
    {
        ArgumentNullException.ThrowIfNull(client);
        var name = $"{T.Type.Plural}.{T.Type.Group}";
        var time = client.Options.TimeProvider;
        var start = time.GetTimestamp();
        var limit = timeout ?? TimeSpan.FromSeconds(30);
        var request = Requests.Patch(CrdType, ns: null, name, Patch.Apply(T.Crd), (parameters ?? new ApplyParams("kube-generators")).ToPatchParams());
        var crd = await client.RequestBytesAsync(request, cancellationToken).ConfigureAwait(false);
        for (var wait = TimeSpan.FromMilliseconds(20); ; wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, TimeSpan.TicksPerSecond)))
        {
            var state = CrdState.Read(crd);
            if (state.IsServed) return;
            if (state.NamesRefused is { } why) throw new CrdNotServedException(name, $"The name is taken: {why}. Change the plural, kind or short names in [CustomResource].");
            if (time.GetElapsedTime(start) >= limit) throw new CrdNotServedException(name, $"It was not established within {limit.TotalSeconds:0.#} s.");
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            crd = await client.RequestBytesAsync(Requests.Get(CrdType, ns: null, name), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What a CRD's conditions say.</summary>
    private readonly record struct CrdState(bool IsServed, string? NamesRefused)
    {
        public static CrdState Read(byte[] json) => JsonFacts.Read(json, "CustomResourceDefinition", Read);

        private static CrdState Read(JsonElement crd)
        {
            var established = false;
            var accepted = false;
            string? refused = null;
            if (crd.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
                && conditions.ValueKind == JsonValueKind.Array)
            {
                foreach (var condition in conditions.EnumerateArray())
                {
                    var holds = condition.GetProperty("status").GetString() == ConditionStatus.True;
                    switch (condition.GetProperty("type").GetString())
                    {
                        case "Established":
                            established = holds;
                            break;
                        case "NamesAccepted":
                            accepted = holds;
                            if (!holds) refused = condition.TryGetProperty("message", out var message) ? message.GetString() : "the server did not say why";
                            break;
                    }
                }
            }
            return new CrdState(established && accepted, refused);
        }
    }
}
