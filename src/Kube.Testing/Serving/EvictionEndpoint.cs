using Kube.Schema.Json;
using Kube.Testing.Http;
using Kube.Testing.Objects;
using Kube.Testing.Selectors;
using Kube.Testing.Storage;

namespace Kube.Testing.Serving;

/// <summary>POST to <c>pods/eviction</c>: deletes a pod, unless a disruption budget forbids it.</summary>
/// <remarks>Nobody counts healthy pods here: a budget allows what its status says, which a test writes.</remarks>
internal sealed class EvictionEndpoint(ServerState state, DeleteEndpoint deleter)
{
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";
    private const int RetryAfterSeconds = 10;

    public async Task<ServerResponse> EvictAsync(ResourceCall call, CancellationToken cancellationToken)
    {
        var eviction = BodyReader.ReadObject(call.Http, "Eviction", []);
        if (eviction.Name.Length > 0 && eviction.Name != call.Name)
        {
            throw ApiErrors.BadRequest($"name in URL does not match name in Eviction object: {eviction.Name}");
        }

        var pod = state.StoreOf(call.Resource).Current[call.Key] ?? throw call.NotFound();
        var asked = eviction.GetObject("deleteOptions") ?? JsonObject.Empty;
        var options = DeletionOptions.Read(call.Http with
        {
            Body = asked.With("kind", "DeleteOptions").With("apiVersion", "v1").ToUtf8Json(),
            Headers = [new("Content-Type", ContentTypes.Json)],
        });
        options.CheckPreconditions(call, pod);
        // What has not started, or has ended, serves nobody.
        if (!pod.IsDeleting && pod.TextAt("status", "phase") is not ("Pending" or "Succeeded" or "Failed"))
        {
            Spend(call, pod, options.DryRun);
        }

        await deleter.DeleteOneAsync(call with { Subresource = "" }, options, cancellationToken);
        return ServerResponse.Json(
            201, JsonValue.Object(("kind", "Status"), ("apiVersion", "v1"), ("metadata", JsonObject.Empty), ("status", "Success"), ("code", 201)));
    }

    /// <summary>Takes the eviction from the budget of the pod, where it has one.</summary>
    private void Spend(ResourceCall call, JsonObject pod, bool dryRun)
    {
        var resource = state.Registry.Find("policy", "v1", "poddisruptionbudgets")!;
        var store = state.StoreOf(resource);
        while (true)
        {
            var budgets = store.Current.In(call.Namespace).Where(b => b.Value.At("spec", "selector") is JsonObject selector && LabelFilter.From(selector).Matches(pod.Labels)).ToList();
            if (budgets.Count == 0)
            {
                return;
            }

            if (budgets.Count > 1)
            {
                throw ApiErrors.InternalError("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
            }

            var (key, budget) = budgets[0];
            var allowed = Number(budget, "disruptionsAllowed");
            if (Number(budget, "observedGeneration") < budget.Generation)
            {
                throw Refused($"The disruption budget {budget.Name} is still being processed by the server.");
            }

            if (allowed <= 0)
            {
                throw Refused($"The disruption budget {budget.Name} needs {Number(budget, "desiredHealthy")} healthy pods and has {Number(budget, "currentHealthy")} currently");
            }

            var spent = budget.WithAt(allowed - 1, "status", "disruptionsAllowed").WithAt(state.Now, "status", "disruptedPods", pod.Name);
            if (dryRun)
            {
                return;
            }

            if (state.Store.TryPut(store, key, budget, spent) is { } stored)
            {
                state.OnWritten(resource, StoreChange.Modified, stored);
                return;
            }
        }
    }

    private static long Number(JsonObject budget, string field) => (budget.At("status", field) as JsonInteger)?.Value ?? 0;

    private static ApiStatusException Refused(string why) => new(429, "TooManyRequests", Refusal, JsonValue.Object(
        ("causes", JsonValue.Array(JsonValue.Object(("reason", "DisruptionBudget"), ("message", why)))), ("retryAfterSeconds", RetryAfterSeconds)));
}
