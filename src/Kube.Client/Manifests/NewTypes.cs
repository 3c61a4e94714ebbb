using System.Text.Json;

namespace Kube.Client;

/// <summary>Waits until a server serves what CustomResourceDefinitions have just brought.</summary>
/// <remarks>Established comes first, and a moment later discovery knows the type; only then its resources can be sent.</remarks>
internal static class NewTypes
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly ResourceType CrdType = new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", ResourceScope.Cluster);

    /// <summary>Ends when every type that <paramref name="wanted"/> needs is served, or the time is up: one that never comes is told of by its own resources.</summary>
    public static async Task WaitAsync(KubeClient client, IReadOnlyList<DynamicResource> crds, IReadOnlyList<DynamicResource> wanted, CancellationToken cancellationToken)
    {
        var time = client.Options.TimeProvider;
        var start = time.GetTimestamp();
        try
        {
            foreach (var crd in crds)
                while (!await IsEstablishedAsync(client, crd, cancellationToken).ConfigureAwait(false) && await GoesOnAsync().ConfigureAwait(false)) { }
            var kinds = wanted.Select(w => (w.ApiVersion, w.Kind)).Intersect(crds.SelectMany(Kinds)).ToList();
            do
            {
                client.Discovery.Invalidate();
                var catalog = await client.Discovery.GetAsync(cancellationToken).ConfigureAwait(false);
                kinds.RemoveAll(k => catalog.FindKind(k.ApiVersion, k.Kind) is not null);
            }
            while (kinds.Count > 0 && await GoesOnAsync().ConfigureAwait(false));
        }
        catch (KubeException)
        {
            // Whoever may apply CRDs need not be allowed to read them, and an outage harms those first that are sent during it: each object tells for itself.
            client.Discovery.Invalidate();
        }

        async Task<bool> GoesOnAsync()
        {
            if (time.GetElapsedTime(start) >= Limit) return false;
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    private static async Task<bool> IsEstablishedAsync(KubeClient client, DynamicResource crd, CancellationToken cancellationToken)
    {
        var now = await client.For<DynamicResource>(CrdType).GetOrNullAsync(crd.Metadata.Name!, cancellationToken: cancellationToken).ConfigureAwait(false);
        // One that is gone again is nothing to wait for.
        return now is null || (now.Find(JsonPointer.Parse("/status/conditions")) is { ValueKind: JsonValueKind.Array } conditions
            && conditions.EnumerateArray().Any(c => Text(c, "type") == "Established" && Text(c, "status") == "True"));
    }

    private static IEnumerable<(string ApiVersion, string Kind)> Kinds(DynamicResource crd)
    {
        if (crd.GetString(JsonPointer.Parse("/spec/group")) is not { } group || crd.GetString(JsonPointer.Parse("/spec/names/kind")) is not { } kind) return [];
        return crd.Find(JsonPointer.Parse("/spec/versions")) is { ValueKind: JsonValueKind.Array } versions
            ? [.. versions.EnumerateArray().Where(v => v.TryGetProperty("served", out var served) && served.ValueKind == JsonValueKind.True).Select(v => ($"{group}/{Text(v, "name")}", kind))]
            : [];
    }

    private static string? Text(JsonElement at, string name) =>
        at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
